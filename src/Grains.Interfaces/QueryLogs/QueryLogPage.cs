namespace RagCluster.Grains.Interfaces.QueryLogs;

/// <summary>A part of a month's query log.</summary>
/// <param name="Entries">The entries, the newest first. May be fewer than were wanted though more follow: only so much is read at
/// once.</param>
/// <param name="Next">Where the next page begins; null at the month's end.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.QueryLogPage")]
public sealed record QueryLogPage([property: Id(0)] QueryLogEntry[] Entries, [property: Id(1)] long? Next);
