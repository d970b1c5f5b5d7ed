namespace RagCluster.Cli.Tracing;

/// <summary>One span as a collector gets it.</summary>
/// <param name="Trace">The trace's id.</param>
/// <param name="Id">Its own id.</param>
/// <param name="Parent">The id of the span around it; empty for the first.</param>
/// <param name="Name">Its name.</param>
/// <param name="Process">The process that it comes from.</param>
/// <param name="Start">Its beginning, in nanoseconds.</param>
/// <param name="End">Its end, in nanoseconds.</param>
/// <param name="Attributes">What it says of itself.</param>
internal sealed record TraceSpan(
    string Trace,
    string Id,
    string Parent,
    string Name,
    string Process,
    ulong Start,
    ulong End,
    IReadOnlyDictionary<string, string> Attributes
)
{
    /// <summary>How long it took.</summary>
    internal TimeSpan Took => TimeSpan.FromTicks((long)((End - Start) / 100));
}
