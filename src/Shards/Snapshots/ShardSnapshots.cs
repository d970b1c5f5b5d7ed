using System.Globalization;
using RagCluster.Shards.Disk;
using RagCluster.Shards.Files;
using RagCluster.Shards.Recovery;
using RagCluster.Shards.Segments;

namespace RagCluster.Shards.Snapshots;

/// <summary>
/// Takes what a shard has on disk to a snapshot store, and from there to a folder elsewhere. A snapshot is a manifest and the files that it
/// names; files have names of their own, so one that is there already is not sent again. The manifest goes last: a snapshot is whole or not
/// there. Replicas of one shard may write to the same path; each manifest names its own files. Files go as they lie on the disk: where the
/// keys changed, the same file is sent again under a name with the new key's id, and takes the old one's place.
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
            SegmentFile file = live.Segment.File!;
            if (!names.Contains(file.StoredName))
                await store.PutAsync($"{path}/{file.StoredName}", file.StoredPieces(), cancellationToken);
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

    /// <summary>Whether every file of the snapshots has the form that the keys ask for.</summary>
    /// <param name="store">The store.</param>
    /// <param name="path">The shard's path in the store.</param>
    /// <param name="keys">The keys.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="IOException">The store failed.</exception>
    public static async Task<bool> AreInFormAsync(ISnapshotStore store, string path, IFileKeys keys, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(keys);
        return (await store.ListAsync(path, cancellationToken))
            .Where(item => !IsManifest(item))
            .All(item => item.FileName == SegmentFile.StoredNameOf(NameOf(item), keys.ActiveId.Span));
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
        IReadOnlyList<StoredObject> held = await store.ListAsync(path, cancellationToken);
        foreach (StoredObject item in Manifests(held))
        {
            if (await ReadAsync(store, item.Name, cancellationToken) is not { } manifest || manifest.Lineage != folder.Lineage)
                continue;
            if (!await FetchAsync(store, held, manifest, target, cancellationToken))
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
        [.. held.Where(IsManifest).OrderByDescending(item => item.FileName, StringComparer.Ordinal)];

    private static bool IsManifest(StoredObject item) => item.FileName.EndsWith(ManifestSuffix, StringComparison.Ordinal);

    // Without the id of the key that it is encrypted with.
    private static string NameOf(StoredObject segment)
    {
        int end = segment.FileName.IndexOf(ShardFolder.SegmentSuffix, StringComparison.Ordinal);
        return end < 0 ? segment.FileName : segment.FileName[..(end + ShardFolder.SegmentSuffix.Length)];
    }

    private static async Task<bool> FetchAsync(
        ISnapshotStore store,
        IReadOnlyList<StoredObject> held,
        ShardManifest manifest,
        ShardFolder target,
        CancellationToken cancellationToken
    )
    {
        foreach (ManifestSegment segment in manifest.Segments)
        {
            string wanted = SegmentFile.StoredNameOf(segment.File, target.Keys.ActiveId.Span);
            StoredObject? found = held.Where(item => !IsManifest(item) && NameOf(item) == segment.File)
                .MaxBy(item => (item.FileName == wanted, item.WrittenAt));
            await using Stream? content = found is null ? null : await store.OpenAsync(found.Name, cancellationToken);
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

        foreach (StoredObject item in held.Where(item => IsManifest(item) ? !kept.Contains(item.FileName) : IsOld(item)))
            await store.DeleteAsync(item.Name, cancellationToken);

        bool IsOld(StoredObject item) =>
            kept.Contains(NameOf(item))
                ? held.Any(other => !IsManifest(other) && NameOf(other) == NameOf(item) && other.WrittenAt > item.WrittenAt)
                : item.WrittenAt < before;
    }
}
