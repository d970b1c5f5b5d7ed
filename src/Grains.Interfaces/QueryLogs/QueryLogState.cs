namespace RagCluster.Grains.Interfaces.QueryLogs;

/// <summary>What a tenant's query log has.</summary>
/// <param name="IsOn">Whether what is asked now is kept.</param>
/// <param name="MonthsRetained">How many months stay, with the present one.</param>
/// <param name="Months">The months that there are, the latest first, for example <c>2026-11</c>.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.QueryLogState")]
public sealed record QueryLogState([property: Id(0)] bool IsOn, [property: Id(1)] int MonthsRetained, [property: Id(2)] string[] Months);
