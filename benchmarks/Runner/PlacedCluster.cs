namespace RagCluster.Benchmarks;

/// <summary>A cluster as the API shows it, as far as a benchmark needs it.</summary>
internal sealed record PlacedCluster(PlacedSilo[] Silos);
