namespace RagCluster.TestKit;

/// <summary>
/// How long a test waits for a state that shall come. It is no promise, and no test is about it: it only ends a wait for what never comes,
/// so it is long enough for a machine that is busy with other work. A promise has <see cref="PromisedTime"/>.
/// </summary>
public static class TestPatience
{
    /// <summary>For one state, or for a whole test that waits for several.</summary>
    public static TimeSpan Max { get; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How long a client waits for one answer: longer than the server waits for what a caller wants to see indexed (two minutes), unless
    /// the machine is this run's alone.
    /// </summary>
    public static TimeSpan OfClient { get; } = PromisedTime.IsExact ? TimeSpan.FromSeconds(20) : Max;
}
