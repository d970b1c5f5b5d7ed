namespace RagCluster.Silo.Lifecycle;

/// <summary>
/// How the node ends. Section <c>Lifecycle</c>: <c>RAG__Lifecycle__DrainDelay</c>. What a silo does for others before it ends stands in
/// <c>Cluster</c>.
/// </summary>
internal sealed class LifecycleOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Lifecycle";

    private static readonly TimeSpan DelayMax = TimeSpan.FromMinutes(10);

    /// <summary>
    /// How long the node at least goes on serving after readiness has turned false, also where it is alone. A silo of a cluster takes at
    /// least <c>RAG__Cluster__DrainDelay</c>.
    /// </summary>
    public TimeSpan DrainDelay { get; set; } = TimeSpan.Zero;

    /// <summary>How long requests that have begun, and the grains, may take after the listener has closed.</summary>
    public TimeSpan ShutdownTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>What is wrong with these options, naming the setting and the fix; empty when nothing is.</summary>
    public IEnumerable<string> Validate()
    {
        if (DrainDelay < TimeSpan.Zero || DrainDelay > DelayMax)
            yield return $"RAG__Lifecycle__DrainDelay is {DrainDelay}: set it between 00:00:00 and {DelayMax}.";
        if (ShutdownTimeout <= TimeSpan.Zero || ShutdownTimeout > DelayMax)
            yield return $"RAG__Lifecycle__ShutdownTimeout is {ShutdownTimeout}: set it between 00:00:01 and {DelayMax}.";
    }
}
