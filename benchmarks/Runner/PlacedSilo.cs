namespace RagCluster.Benchmarks;

/// <summary>A silo as the API shows it, as far as a benchmark needs it.</summary>
internal sealed record PlacedSilo(string Address, string Name, string Status);
