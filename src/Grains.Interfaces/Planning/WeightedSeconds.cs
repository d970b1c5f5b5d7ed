namespace RagCluster.Grains.Interfaces.Planning;

/// <summary>A weighted sum of times.</summary>
/// <param name="Weight">The weights' sum.</param>
/// <param name="Sum">The weighted seconds' sum.</param>
[GenerateSerializer]
[Alias("RagCluster.WeightedSeconds")]
public readonly record struct WeightedSeconds([property: Id(0)] double Weight, [property: Id(1)] double Sum);
