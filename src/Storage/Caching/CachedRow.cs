namespace RagCluster.Storage.Caching;

/// <summary>A cached value in the store.</summary>
/// <param name="Digest">Its key in short.</param>
/// <param name="Key">Its key.</param>
/// <param name="Value">The value.</param>
/// <param name="CostMicroseconds">What it cost to make.</param>
/// <param name="ExpiresAt">When nobody may have it any more.</param>
public sealed record CachedRow(string Digest, byte[] Key, byte[] Value, long CostMicroseconds, DateTimeOffset ExpiresAt);
