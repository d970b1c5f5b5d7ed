namespace RagCluster.Backup.Taking;

/// <summary>A file that belongs into a backup beside the store's rows.</summary>
/// <param name="Path">Where it is put when it is restored, below the data folder, with slashes.</param>
/// <param name="Open">Opens it.</param>
public sealed record BackupFile(string Path, Func<Stream> Open);
