namespace RagCluster.Grains.Interfaces.Planning;

/// <summary>The golden queries of a class, which are run again with every plan after events.</summary>
/// <param name="Left">What events since the last run have left of what was known of quality, 0 to 1.</param>
/// <param name="RanAt">When they were run last; null when they never were.</param>
/// <param name="QueryCount">How many queries every plan had a verdict for then.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.GoldenStatus")]
public sealed record GoldenStatus([property: Id(0)] double Left, [property: Id(1)] DateTimeOffset? RanAt, [property: Id(2)] int QueryCount);
