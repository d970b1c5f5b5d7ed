namespace RagCluster.Backup.Manifests;

/// <summary>A part of a backup: rows of one table, or a piece of one file.</summary>
/// <param name="Name">Its name: that of the backup that wrote it, a slash, its number and what it is of.</param>
/// <param name="Table">The table, or null.</param>
/// <param name="Path">The file's path, or null.</param>
/// <param name="Rows">Its rows; 0 for a piece of a file.</param>
/// <param name="PlainBytes">Bytes before compression.</param>
/// <param name="Bytes">Bytes as stored.</param>
/// <param name="Sha256">The SHA-256 of the stored bytes.</param>
/// <param name="Content">
/// What two parts have in common that hold the same: the SHA-256 of the plain bytes, or with a key an HMAC-SHA256.
/// </param>
public sealed record BackupPart(
    string Name,
    string? Table,
    string? Path,
    int Rows,
    long PlainBytes,
    long Bytes,
    string Sha256,
    string Content
);
