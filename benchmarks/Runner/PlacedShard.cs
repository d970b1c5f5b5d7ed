namespace RagCluster.Benchmarks;

/// <summary>A replica of a shard as the API shows it, as far as a benchmark needs it.</summary>
internal sealed record PlacedShard(int Shard, long Lag, string? Silo, string State);
