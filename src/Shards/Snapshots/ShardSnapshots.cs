using System.Globalization;
using RagCluster.Shards.Recovery;
using RagCluster.Shards.Segments;

namespace RagCluster.Shards.Snapshots;

/// <summary>
/// Takes what a shard has on disk to a snapshot store, and from there to a folder elsewhere. A snapshot is a manifest and the files that it
/// names; files have names of their own, so one that is there already is not sent again. The manifest goes last: a snapshot is whole or not
/// there. Replicas of one shard may write to the same path; each manifest names its own files.
/// </summary>
public static class ShardSnapshots
{
    private const string ManifestSuffix = ".manifest";
    private const int ManifestsMax = 2;

    // Another replica may be sending files whose manifest is still to come.
    private static readonly TimeSpan OrphanAgeMin = TimeSpan.FromHours(1);

    /// <summary>Sends what the shard has on disk.</summary>
    /// <param name="shard">The shard; it goes on meanwhile.</param>
    /// <param name="store">The store.</param>
    /// <param name="path">The shard's path in the store, one for each lineage.</param>
    /// <param name="time">The store's clock, to tell what is left over from what is on its way.</param>
    /// <param name="cancellationToken">Ends it; the last snapshot holds on then.</param>
    /// <returns>The position that the snapshot includes.</returns>
    /// <exception cref="IOException">The store failed.</exception>
    public static async Task<long> UploadAsync(
        Shard shard,
        ISnapshotStore store,
        string path,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(shard);
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(time);
        (ShardManifest manifest, LiveSegment[] segments) = shard.Describe();
        IReadOnlyList<StoredObject> held = await store.ListAsync(path, cancellationToken);
        HashSet<string> names = [.. held.Select(item => item.FileName)];
        foreach (LiveSegment live in segments)
        {
            if (!names.Contains(live.Segment.File!.Name))
                await store.PutAsync($"{path}/{live.Segment.File.Name}", live.Segment.File.Pieces(), cancellationToken);
        }

        await store.PutAsync($"{path}/{ManifestName(manifest)}", [manifest.Encode()], cancellationToken);
        await RemoveOldAsync(store, path, time.GetUtcNow() - OrphanAgeMin, cancellationToken);
        return manifest.Position;
    }

    /// <summary>The position of the newest snapshot; null when there is none.</summary>
    /// <param name="store">The store.</param>
    /// <param name="path">The shard's path in the store.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="IOException">The store failed.</exception>
    public static async Task<long?> FindPositionAsync(ISnapshotStore store, string path, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        StoredObject[] manifests = Manifests(await store.ListAsync(path, cancellationToken));
        return manifests.Length == 0 ? null : long.Parse(manifests[0].FileName.AsSpan(0, 20), CultureInfo.InvariantCulture);
    }

    /// <summary>Fills a shard's folder with the newest snapshot, before the shard is opened.</summary>
    /// <param name="store">The store.</param>
    /// <param name="path">The shard's path in the store.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="cancellationToken">Ends it; the folder's manifest is as it was then.</param>
    /// <returns>Whether there was a whole one.</returns>
    /// <exception cref="IOException">The store or the disk failed.</exception>
    public static async Task<bool> DownloadAsync(
        ISnapshotStore store,
        string path,
        ShardFolderOptions folder,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(folder);
        ShardFolder target = new(folder);
        foreach (StoredObject item in Manifests(await store.ListAsync(path, cancellationToken)))
        {
            if (await ReadAsync(store, item.Name, cancellationToken) is not { } manifest || manifest.Lineage != folder.Lineage)
                continue;
            if (!await FetchAsync(store, path, manifest, target, cancellationToken))
                continue;
            target.Write(manifest);
            return true;
        }

        return false;
    }

    /// <summary>Removes every snapshot below a path.</summary>
    /// <param name="store">The store.</param>
    /// <param name="path">The path.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="IOException">The store failed.</exception>
    public static async Task DeleteAsync(ISnapshotStore store, string path, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        foreach (StoredObject item in await store.ListAsync(path, cancellationToken))
            await store.DeleteAsync(item.Name, cancellationToken);
    }

    private static string ManifestName(ShardManifest manifest) =>
        manifest.Position.ToString("D20", CultureInfo.InvariantCulture) + ManifestSuffix;

    // The newest first.
    private static StoredObject[] Manifests(IReadOnlyList<StoredObject> held) =>
        [
            .. held.Where(item => item.FileName.EndsWith(ManifestSuffix, StringComparison.Ordinal))
                .OrderByDescending(item => item.FileName, StringComparer.Ordinal),
        ];

    private static async Task<bool> FetchAsync(
        ISnapshotStore store,
        string path,
        ShardManifest manifest,
        ShardFolder target,
        CancellationToken cancellationToken
    )
    {
        foreach (ManifestSegment segment in manifest.Segments)
        {
            await using Stream? content = await store.OpenAsync($"{path}/{segment.File}", cancellationToken);
            if (content is null)
                return false;
            await target.CopyAsync(segment.File, content, cancellationToken);
        }

        return true;
    }

    private static async Task<ShardManifest?> ReadAsync(ISnapshotStore store, string name, CancellationToken cancellationToken)
    {
        await using Stream? content = await store.OpenAsync(name, cancellationToken);
        if (content is null)
            return null;
        using MemoryStream bytes = new();
        await content.CopyToAsync(bytes, cancellationToken);
        try
        {
            return ShardManifest.Decode(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
        }
        catch (InvalidDataException)
        {
            // An older snapshot or the log itself serves in its place.
            return null;
        }
    }

    private static async Task RemoveOldAsync(ISnapshotStore store, string path, DateTimeOffset before, CancellationToken cancellationToken)
    {
        IReadOnlyList<StoredObject> held = await store.ListAsync(path, cancellationToken);
        StoredObject[] manifests = Manifests(held);
        HashSet<string> kept = [];
        foreach (StoredObject item in manifests.Take(ManifestsMax))
        {
            kept.Add(item.FileName);
            kept.UnionWith((await ReadAsync(store, item.Name, cancellationToken))?.Segments.Select(segment => segment.File) ?? []);
        }

        foreach (StoredObject item in held)
        {
            bool isManifest = item.FileName.EndsWith(ManifestSuffix, StringComparison.Ordinal);
            if (!kept.Contains(item.FileName) && (isManifest || item.WrittenAt < before))
                await store.DeleteAsync(item.Name, cancellationToken);
        }
    }
}
