namespace RagCluster.Storage.Caching;

/// <summary>What is known of a cached value without reading it.</summary>
/// <param name="Digest">Its key in short.</param>
/// <param name="CostMicroseconds">What it cost to make.</param>
/// <param name="ExpiresAt">When nobody may have it any more.</param>
public sealed record CachedMark(string Digest, long CostMicroseconds, DateTimeOffset ExpiresAt);
