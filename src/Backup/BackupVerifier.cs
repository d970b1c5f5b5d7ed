using RagCluster.Backup.Destinations;
using RagCluster.Backup.Manifests;
using RagCluster.Backup.Rows;
using RagCluster.Storage.Relational.Copying;

namespace RagCluster.Backup;

/// <summary>Reads backups without restoring them.</summary>
/// <param name="destination">Where they are.</param>
public sealed class BackupVerifier(BackupDestination destination)
{
    /// <summary>Reads every part of a backup, checks its bytes, its rows and each row's own checksum.</summary>
    /// <param name="name">The backup.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="Corpus.Errors.RagException">
    /// NotFound, or Unavailable: a part is missing or damaged, and the message names it.
    /// </exception>
    public async Task<BackupManifest> VerifyAsync(string name, CancellationToken cancellationToken)
    {
        BackupManifest manifest = await destination.ReadManifestAsync(name, cancellationToken);
        await VerifyPartsAsync(manifest, cancellationToken);
        return manifest;
    }

    /// <summary>Reads every part that a manifest names.</summary>
    internal async Task VerifyPartsAsync(BackupManifest manifest, CancellationToken cancellationToken)
    {
        foreach (BackupPart part in manifest.Parts)
        {
            byte[] plain = await destination.ReadPartAsync(part, cancellationToken);
            if (part.Table is not null)
                RowsOf(part, plain);
        }
    }

    /// <summary>The rows of a part whose bytes were checked.</summary>
    internal static (TableShape Table, List<object?[]> Rows) RowsOf(BackupPart part, byte[] plain)
    {
        try
        {
            (TableShape table, List<object?[]> rows) = RowDecoder.Decode(plain);
            if (table.Name != part.Table || rows.Count != part.Rows)
                throw new InvalidDataException("holds other rows than its manifest says");
            return rows.TrueForAll(row => table.IsWhole(row))
                ? (table, rows)
                : throw new InvalidDataException("holds a row that does not match its checksum");
        }
        catch (InvalidDataException damaged)
        {
            throw BackupFailure.Damaged(part.Name, damaged.Message, damaged);
        }
    }
}
