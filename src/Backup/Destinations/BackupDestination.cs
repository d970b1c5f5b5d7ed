using RagCluster.Backup.Encryption;
using RagCluster.Backup.Manifests;
using RagCluster.Backup.Parts;
using RagCluster.Corpus.Errors;
using RagCluster.Shards.Snapshots;

namespace RagCluster.Backup.Destinations;

/// <summary>A folder or a bucket with backups in it.</summary>
/// <param name="store">The folder or the bucket.</param>
/// <param name="key">The key; null for backups that are not encrypted.</param>
public sealed class BackupDestination(ISnapshotStore store, BackupKey? key)
{
    private const int ManifestBytesMax = 256 << 20;

    /// <summary>The key; null for none.</summary>
    internal BackupKey? Key => key;

    /// <summary>The folder or the bucket.</summary>
    internal ISnapshotStore Store => store;

    /// <summary>The names of the backups that have a manifest, the oldest first.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="IOException">The destination failed.</exception>
    public async Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<StoredObject> all = await store.ListAsync(BackupName.Root, cancellationToken);
        return
        [
            .. all.Select(item => item.Name.Split('/'))
                .Where(steps => steps is [BackupName.Root, { } name, "manifest.json"] && BackupName.IsName(name))
                .Select(steps => steps[1])
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>The name of the newest backup.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="RagException">NotFound: there is none.</exception>
    public async Task<string> LatestAsync(CancellationToken cancellationToken) =>
        (await ListAsync(cancellationToken)).LastOrDefault() ?? throw RagException.NotFound("backup", "latest");

    /// <summary>The newest backup whose state is not after a moment.</summary>
    /// <param name="moment">The moment.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="RagException">NotFound: all are later.</exception>
    public async Task<string> LatestAtAsync(DateTimeOffset moment, CancellationToken cancellationToken)
    {
        foreach (string name in (await ListAsync(cancellationToken)).Reverse())
        {
            if (BackupName.TimeOf(name) <= moment && (await ReadManifestAsync(name, cancellationToken)).CreatedAt <= moment)
                return name;
        }

        throw RagException.NotFound("backup", $"at or before {moment:O}");
    }

    /// <summary>Reads a backup's manifest.</summary>
    /// <param name="name">The backup's name.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="RagException">NotFound, or Unavailable: it is damaged, or Invalid: the key is not the right one.</exception>
    /// <exception cref="IOException">The destination failed.</exception>
    public async Task<BackupManifest> ReadManifestAsync(string name, CancellationToken cancellationToken)
    {
        BackupName.Require(name);
        await using Stream? stream = await store.OpenAsync(BackupName.Manifest(name), cancellationToken);
        if (stream is null)
            throw RagException.NotFound("backup", name);
        byte[]? bytes = await ReadAsync(stream, ManifestBytesMax, cancellationToken);
        return bytes is null
            ? throw BackupFailure.Damaged($"{name}/manifest.json", "is larger than any manifest")
            : ManifestCodec.Decode(name, bytes, key);
    }

    /// <summary>Reads a part and checks its bytes.</summary>
    /// <param name="part">The part.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Its plain bytes.</returns>
    /// <exception cref="RagException">Unavailable: it is missing or damaged.</exception>
    /// <exception cref="IOException">The destination failed.</exception>
    internal async Task<byte[]> ReadPartAsync(BackupPart part, CancellationToken cancellationToken)
    {
        byte[] stored = await ReadStoredAsync(part, cancellationToken);
        try
        {
            return PartPacking.Unpack(part, stored, key);
        }
        catch (InvalidDataException damaged)
        {
            throw BackupFailure.Damaged(part.Name, damaged.Message, damaged);
        }
    }

    /// <summary>Reads a part's stored bytes, and no more than it has.</summary>
    internal async Task<byte[]> ReadStoredAsync(BackupPart part, CancellationToken cancellationToken)
    {
        await using Stream? stream = await store.OpenAsync(BackupName.Object(part.Name), cancellationToken);
        if (stream is null)
            throw BackupFailure.Damaged(part.Name, "is missing");
        return await ReadAsync(stream, part.Bytes, cancellationToken)
            ?? throw BackupFailure.Damaged(part.Name, FormattableString.Invariant($"has more than its {part.Bytes} bytes"));
    }

    /// <summary>Stores a part's stored bytes.</summary>
    internal Task WriteStoredAsync(BackupPart part, byte[] stored, CancellationToken cancellationToken) =>
        store.PutAsync(BackupName.Object(part.Name), [stored], cancellationToken);

    /// <summary>Stores a part.</summary>
    /// <returns>What the manifest says of it.</returns>
    internal async Task<BackupPart> WritePartAsync(BackupPart described, byte[] plain, CancellationToken cancellationToken)
    {
        byte[] stored = PartPacking.Pack(described.Name, plain, key);
        await store.PutAsync(BackupName.Object(described.Name), [stored], cancellationToken);
        return described with
        {
            Bytes = stored.LongLength,
            Sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(stored)),
        };
    }

    /// <summary>Stores a manifest, with which its backup exists.</summary>
    internal Task WriteManifestAsync(BackupManifest manifest, CancellationToken cancellationToken) =>
        store.PutAsync(BackupName.Manifest(manifest.Name), [ManifestCodec.Encode(manifest, key)], cancellationToken);

    /// <summary>Every object that backups consist of, as stored.</summary>
    internal Task<IReadOnlyList<StoredObject>> ObjectsAsync(CancellationToken cancellationToken) =>
        store.ListAsync(BackupName.Root, cancellationToken);

    /// <summary>Removes an object.</summary>
    internal Task DeleteAsync(string name, CancellationToken cancellationToken) => store.DeleteAsync(name, cancellationToken);

    // Null for a stream of more bytes.
    private static async Task<byte[]?> ReadAsync(Stream stream, long bytesMax, CancellationToken cancellationToken)
    {
        using MemoryStream bytes = new();
        byte[] buffer = new byte[1 << 16];
        int count;
        while ((count = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (bytes.Length + count > bytesMax)
                return null;
            await bytes.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
        }

        return bytes.ToArray();
    }
}
