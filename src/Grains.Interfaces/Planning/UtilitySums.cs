namespace RagCluster.Grains.Interfaces.Planning;

/// <summary>Sums of what judged queries were worth: the verdict less the prices of latency and cost.</summary>
/// <param name="Count">Queries.</param>
/// <param name="Sum">Their sum.</param>
/// <param name="SquareSum">The sum of their squares.</param>
[GenerateSerializer]
[Alias("RagCluster.UtilitySums")]
public readonly record struct UtilitySums([property: Id(0)] long Count, [property: Id(1)] double Sum, [property: Id(2)] double SquareSum);
