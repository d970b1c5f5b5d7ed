using System.Collections.Concurrent;
using RagCluster.Corpus.Collections;
using RagCluster.Grains.Interfaces.Shards;
using RagCluster.Grains.Topology;

namespace RagCluster.Grains.Shards;

/// <summary>The replicas that this silo holds.</summary>
/// <param name="contact">Knows whether writers can wait for them.</param>
internal sealed class LocalReplicas(PeerContact contact)
{
    // Null until the replica has read its log.
    private readonly ConcurrentDictionary<ShardId, OpenReplica?> _held = new();

    /// <summary>The collections of which this silo holds replicas.</summary>
    internal IReadOnlyCollection<CollectionId> Collections => [.. _held.Keys.Select(shard => shard.Collection).Distinct()];

    /// <summary>The replicas that have read their log.</summary>
    internal IReadOnlyCollection<OpenReplica> Replicas => [.. _held.Values.OfType<OpenReplica>()];

    /// <summary>Notes a replica that begins.</summary>
    internal void Add(ShardId shard) => _held[shard] = null;

    /// <summary>Notes that a replica has read its log, unless it has ended meanwhile.</summary>
    internal void Open(ShardId shard, OpenReplica replica) => _held.TryUpdate(shard, replica, null);

    /// <summary>Notes a replica that ends.</summary>
    internal void Remove(ShardId shard) => _held.TryRemove(shard, out _);

    /// <summary>
    /// What this silo's replica of a shard answers from now; null when it has none that answers, or when the replica must look at its log
    /// first.
    /// </summary>
    internal ShardPosition? Position(ShardId shard) =>
        contact.IsSure && _held.TryGetValue(shard, out OpenReplica? replica) && replica is { Shard.NeedsRepair: false }
            ? replica.Position
            : null;
}
