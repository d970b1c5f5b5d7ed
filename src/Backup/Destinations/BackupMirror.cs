using RagCluster.Backup.Manifests;
using RagCluster.Shards.Snapshots;

namespace RagCluster.Backup.Destinations;

/// <summary>Copies a backup from one place to another, byte for byte: parts that are not there, and the manifest last.</summary>
internal static class BackupMirror
{
    /// <summary>Copies.</summary>
    /// <exception cref="Corpus.Errors.RagException">A part can't be read.</exception>
    /// <exception cref="IOException">A place failed.</exception>
    internal static async Task CopyAsync(
        BackupManifest manifest,
        BackupDestination from,
        BackupDestination to,
        CancellationToken cancellationToken
    )
    {
        HashSet<string> held = [.. (await to.ObjectsAsync(cancellationToken)).Select((StoredObject item) => item.Name)];
        foreach (BackupPart part in manifest.Parts.Where(part => !held.Contains(BackupName.Object(part.Name))))
            await to.WriteStoredAsync(part, await from.ReadStoredAsync(part, cancellationToken), cancellationToken);
        // What is there already may have been damaged since.
        await new BackupVerifier(to).VerifyPartsAsync(manifest, cancellationToken);
        await to.WriteManifestAsync(manifest, cancellationToken);
    }
}
