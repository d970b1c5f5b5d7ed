using Orleans.Concurrency;

namespace RagCluster.Grains.Interfaces.Shards;

/// <summary>Decides which silos hold the replicas of a collection's shards, and moves them. Key: <c>tenant/collection</c>.</summary>
[Alias("RagCluster.IShardMapGrain")]
public interface IShardMapGrain : IGrainWithStringKey
{
    /// <summary>The map as it stands.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    [Alias("Get")]
    Task<ShardMap> GetAsync(CancellationToken cancellationToken);

    /// <summary>Every replica with its progress, those on silos that don't answer and those that no silo holds included.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    [AlwaysInterleave]
    [Alias("ListReplicas")]
    Task<ShardStatus[]> ListReplicasAsync(CancellationToken cancellationToken);

    /// <summary>Reads the collection's settings again, because its model changes, and begins or releases replicas accordingly.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    [Alias("Update")]
    Task UpdateAsync(CancellationToken cancellationToken);

    /// <summary>Moves what a silo holds to others, because it is about to leave.</summary>
    /// <param name="silo">Its address.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Replicas that it still has to serve.</returns>
    [Alias("Drain")]
    Task<int> DrainAsync(string silo, CancellationToken cancellationToken);

    /// <summary>Releases every replica and forgets the map, because the collection is deleted.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    [Alias("Delete")]
    Task DeleteAsync(CancellationToken cancellationToken);
}
