namespace RagCluster.Grains.Interfaces.QueryLogs;

/// <summary>Which entries of the query log are wanted; null for any.</summary>
/// <param name="Collection">Only those that asked this collection.</param>
/// <param name="Ending">Only those that ended so.</param>
/// <param name="Subject">Only those of this principal.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.QueryLogFilter")]
public sealed record QueryLogFilter(
    [property: Id(0)] string? Collection,
    [property: Id(1)] QueryEnding? Ending,
    [property: Id(2)] string? Subject
)
{
    /// <summary>Whether an entry is wanted.</summary>
    /// <param name="logged">What was asked.</param>
    public bool Takes(LoggedQuery logged)
    {
        ArgumentNullException.ThrowIfNull(logged);
        return (Collection is null || logged.Collection == Collection)
            && (Ending is null || logged.Ending == Ending)
            && (Subject is null || logged.Subject == Subject);
    }
}
