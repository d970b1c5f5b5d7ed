using System.Collections.Concurrent;
using RagCluster.Corpus.Collections;

namespace RagCluster.Grains.Shards;

/// <summary>The collections of which this silo holds replicas.</summary>
internal sealed class LocalReplicas
{
    private readonly ConcurrentDictionary<ShardId, byte> _held = new();

    /// <summary>The collections.</summary>
    internal IReadOnlyCollection<CollectionId> Collections => [.. _held.Keys.Select(shard => shard.Collection).Distinct()];

    /// <summary>Notes a replica that begins.</summary>
    internal void Add(ShardId shard) => _held[shard] = 0;

    /// <summary>Notes a replica that ends.</summary>
    internal void Remove(ShardId shard) => _held.TryRemove(shard, out _);
}
