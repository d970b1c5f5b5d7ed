namespace RagCluster.Grains.Interfaces.QueryLogs;

/// <summary>An entry of a month's query log.</summary>
/// <param name="Sequence">Its number within the month, from 1; there are gaps.</param>
/// <param name="Logged">What was asked.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.QueryLogEntry")]
public sealed record QueryLogEntry([property: Id(0)] long Sequence, [property: Id(1)] LoggedQuery Logged);
