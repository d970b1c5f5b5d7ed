using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Damage;
using RagCluster.Corpus.Errors;
using RagCluster.Shards;
using RagCluster.Shards.Disk;
using RagCluster.Shards.Recovery;
using RagCluster.Shards.Snapshots;
using RagCluster.Storage;
using RagCluster.Storage.Files;
using RagCluster.Storage.Snapshots;

namespace RagCluster.Grains.Shards;

/// <summary>
/// The files of this silo's replicas, at <c>tenant/collection/lineage/shard/slot</c>. The lineage is when the collection was created, so
/// that one of the same name has other files. A slot is taken under a lock: silos that share a folder take one each, and any silo may take
/// any free one, since every slot holds the same log up to some position.
/// </summary>
internal sealed partial class ShardFiles(
    IOptions<ShardFilesOptions> options,
    IDocumentStore store,
    IFileKeys keys,
    TimeProvider time,
    ILoggerFactory logs,
    ILogger<ShardFiles> log
) : IDisposable
{
    private const int SlotsMax = 64;

    private readonly DurableShardDisk _disk = new();
    private int _isSwept;

    /// <summary>Where replicas leave their files for replicas elsewhere; null for nowhere.</summary>
    internal ISnapshotStore? Snapshots { get; } = SnapshotStores.Open(options.Value);

    /// <inheritdoc/>
    public void Dispose() => (Snapshots as IDisposable)?.Dispose();

    /// <summary>Opens a replica from its files, else from the newest snapshot; what the log holds beyond is still to be read.</summary>
    /// <exception cref="IOException">The disk failed.</exception>
    /// <exception cref="RagException">Unavailable: there can be no folder for it.</exception>
    internal async Task<OpenReplica> OpenAsync(ShardId id, CollectionState collection, CancellationToken cancellationToken)
    {
        int dimensions =
            collection.Settings.DimensionsOf(id.Number)
            ?? throw new ArgumentException($"{id} is none of the collection's shards.", nameof(id));
        ShardOptions shard = new(dimensions)
        {
            HeadRowsMax = options.Value.HeadRowsMax,
            Analyzer = CollectionText.Analyzer(collection.Settings),
            Boosts = CollectionText.Boosts(collection.Settings),
            HasVectorBits = collection.Settings.VectorBits,
            Time = time,
        };
        if (options.Value.Folder is not { Length: > 0 } root)
            return new OpenReplica(id, collection.CreatedAt.UtcTicks, new Shard(shard), null, null, logs.CreateLogger<OpenReplica>());
        if (File.Exists(root))
        {
            throw new RagException(
                ErrorKind.Unavailable,
                RagException.DeniedCode,
                $"'{Path.GetFullPath(root)}' is a file, where the folder of the index belongs. Move it away; the index is made again from "
                    + "the log."
            );
        }

        if (Interlocked.Exchange(ref _isSwept, 1) == 0)
            await SweepAsync(Path.GetFullPath(root), cancellationToken);
        string lineage = collection.CreatedAt.UtcTicks.ToString(CultureInfo.InvariantCulture);
        string slots = Path.Combine(
            Path.GetFullPath(root),
            id.Collection.Tenant,
            id.Collection.Name,
            lineage,
            id.Number.ToString(CultureInfo.InvariantCulture)
        );
        MakeWay(Path.GetFullPath(root), slots);
        ReplicaFolder slot = Take(slots);
        try
        {
            ShardFolderOptions folder = new(slot.Folder, collection.CreatedAt.UtcTicks, _disk)
            {
                Name = $"shard {id.Number} of collection {id.Collection}",
                Keys = keys,
                Damage = store.Damage,
            };
            ReplicaSnapshots? snapshots = Snapshots is { } shared
                ? new ReplicaSnapshots(shared, $"{id}/{lineage}", options.Value.SnapshotRecords, keys, time)
                : null;
            if (snapshots is not null && !Shard.IsIn(slot.Folder))
                await DownloadAsync(id, snapshots, folder, cancellationToken);
            return new OpenReplica(
                id,
                collection.CreatedAt.UtcTicks,
                new Shard(shard with { Folder = folder }),
                slot,
                snapshots,
                logs.CreateLogger<OpenReplica>()
            );
        }
        catch (Exception)
        {
            slot.Dispose();
            throw;
        }
    }

    /// <summary>Removes the files of a deleted collection that no replica has open; those that have remove their own.</summary>
    internal async Task DeleteAsync(CollectionId collection, CancellationToken cancellationToken)
    {
        if (options.Value.Folder is { Length: > 0 } root)
            RemoveFree(Path.Combine(Path.GetFullPath(root), collection.Tenant, collection.Name));
        if (Snapshots is { } snapshots)
            await DeleteSnapshotsAsync(snapshots, collection.ToString(), cancellationToken);
    }

    /// <summary>Removes the snapshots of a shard that the collection has no more; its replicas remove their files.</summary>
    internal async Task DeleteSnapshotsAsync(ShardId shard, CancellationToken cancellationToken)
    {
        if (Snapshots is { } snapshots)
            await DeleteSnapshotsAsync(snapshots, shard.ToString(), cancellationToken);
    }

    // The log holds the same, only slower to read: a store that is away must not keep a replica from serving.
    private async Task DownloadAsync(ShardId id, ReplicaSnapshots snapshots, ShardFolderOptions folder, CancellationToken cancellationToken)
    {
        try
        {
            if (await snapshots.DownloadAsync(folder, cancellationToken))
                LogDownloaded(id);
        }
        catch (IOException failure)
        {
            LogNotDownloaded(failure, id);
        }
    }

    // The documents are gone by then, and nobody would ask a second time.
    private async Task DeleteSnapshotsAsync(ISnapshotStore snapshots, string path, CancellationToken cancellationToken)
    {
        try
        {
            await ShardSnapshots.DeleteAsync(snapshots, path, cancellationToken);
        }
        catch (IOException failure)
        {
            LogSnapshotsLeft(failure, path);
        }
    }

    private void MakeWay(string root, string folder)
    {
        try
        {
            if (ShardFolderCheck.MakeWay(root, folder) is { } moved)
                store.Damage.Report(DamageKinds.Segment, moved, true, "It was moved aside; the index is made again from the log.");
        }
        catch (Exception left) when (left is IOException or UnauthorizedAccessException)
        {
            // Another replica of the same collection was quicker; else taking the folder says what is wrong.
            LogLeft(left, folder);
        }
    }

    private static ReplicaFolder Take(string folder)
    {
        for (int number = 0; ; number++)
        {
            try
            {
                return new ReplicaFolder(Path.Combine(folder, number.ToString(CultureInfo.InvariantCulture)));
            }
            catch (RagException taken) when (taken.Code is "storage-locked" or RagException.DeniedCode && number < SlotsMax)
            {
                // Another silo's, or this one's whose last activation still writes; or something else stands there.
            }
        }
    }

    // What was deleted while nobody had it open.
    private async Task SweepAsync(string root, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(root))
            return;
        foreach (string folder in Found(() => Directory.GetDirectories(root).SelectMany(Directory.GetDirectories)))
        {
            CollectionId id = new(Path.GetFileName(Path.GetDirectoryName(folder)!), Path.GetFileName(folder));
            CollectionState? collection;
            try
            {
                collection = await store.FindCollectionAsync(id, cancellationToken);
            }
            catch (RagException unreadable)
            {
                LogLeft(unreadable, folder);
                continue;
            }

            string? lineage = collection?.CreatedAt.UtcTicks.ToString(CultureInfo.InvariantCulture);
            foreach (string old in Found(() => Directory.EnumerateDirectories(folder)).Where(path => Path.GetFileName(path) != lineage))
                RemoveFree(old);
            if (collection is not null)
                RemoveReplaced(Path.Combine(folder, lineage!), collection.Settings);
            ReplicaFolder.RemoveIfEmpty(folder);
        }
    }

    // Shards of a model that the collection has no more.
    private void RemoveReplaced(string folder, CollectionSettings settings)
    {
        foreach (string shard in Found(() => Directory.EnumerateDirectories(folder)))
        {
            if (
                int.TryParse(Path.GetFileName(shard), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
                && settings.DimensionsOf(number) is null
            )
                RemoveFree(shard);
        }
    }

    // The replicas that end, and other silos over the same folder, remove folders meanwhile; and what can't be read is left.
    private static string[] Found(Func<IEnumerable<string>> list)
    {
        try
        {
            return [.. list()];
        }
        catch (Exception gone) when (gone is DirectoryNotFoundException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private void RemoveFree(string folder)
    {
        foreach (string file in Found(() => Directory.EnumerateFiles(folder, DataFolderLock.FileName, SearchOption.AllDirectories)))
        {
            try
            {
                using ReplicaFolder slot = new(Path.GetDirectoryName(file)!);
                slot.Remove();
            }
            catch (Exception taken) when (taken is RagException or IOException or UnauthorizedAccessException)
            {
                LogLeft(taken, file);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "A replica of {Shard} begins with a snapshot")]
    private partial void LogDownloaded(ShardId shard);

    [LoggerMessage(Level = LogLevel.Warning, Message = "No snapshot of {Shard} could be read; the replica reads the whole log")]
    private partial void LogNotDownloaded(Exception error, ShardId shard);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "Snapshots of what is deleted are left in the snapshot store; remove what lies below {Path} there"
    )]
    private partial void LogSnapshotsLeft(Exception error, string path);

    [LoggerMessage(Level = LogLevel.Debug, Message = "{File} is in use; its replica removes it")]
    private partial void LogLeft(Exception error, string file);
}
