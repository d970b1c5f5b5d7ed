using RagCluster.Shards;
using RagCluster.Shards.Disk;
using RagCluster.Shards.Snapshots;

namespace RagCluster.Grains.Shards;

/// <summary>
/// The snapshots of one shard, which all its replicas share: whoever finds that the newest one lags behind, or that its files are not
/// encrypted as they are to be, sends his files.
/// </summary>
/// <param name="store">Keeps them.</param>
/// <param name="path">The shard's path there.</param>
/// <param name="records">Log records between two snapshots.</param>
/// <param name="keys">What files are encrypted with.</param>
/// <param name="time">The store's clock.</param>
internal sealed class ReplicaSnapshots(ISnapshotStore store, string path, int records, IFileKeys keys, TimeProvider time)
{
    private bool _areInForm = keys.ActiveId.IsEmpty;
    private long _known;

    /// <summary>Fills a folder with the newest snapshot; false when there is none.</summary>
    internal Task<bool> DownloadAsync(ShardFolderOptions folder, CancellationToken cancellationToken) =>
        ShardSnapshots.DownloadAsync(store, path, folder, cancellationToken);

    /// <summary>Whether the shard may have enough that is new.</summary>
    internal bool IsDue(Shard shard) => !shard.NeedsRepair && (!_areInForm || shard.DurablePosition - _known >= records);

    /// <summary>Sends the shard's files, unless another replica was faster.</summary>
    /// <returns>The snapshot's position; null when none was needed.</returns>
    internal async Task<long?> UploadAsync(Shard shard, CancellationToken cancellationToken)
    {
        _known = await ShardSnapshots.FindPositionAsync(store, path, cancellationToken) ?? 0;
        _areInForm = _areInForm || await ShardSnapshots.AreInFormAsync(store, path, keys, cancellationToken);
        if (!IsDue(shard))
            return null;
        _known = await ShardSnapshots.UploadAsync(shard, store, path, time, cancellationToken);
        _areInForm = true;
        return _known;
    }
}
