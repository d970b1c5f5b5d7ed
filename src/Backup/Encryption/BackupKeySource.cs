using RagCluster.Storage.Encryption;

namespace RagCluster.Backup.Encryption;

/// <summary>Gets the key of backups from where the settings say.</summary>
internal static class BackupKeySource
{
    /// <summary>The key; null when none is set.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ArgumentException">What the settings lead to is no key.</exception>
    internal static async Task<BackupKey?> ReadAsync(BackupOptions options, CancellationToken cancellationToken)
    {
        KeySource source = new("RAG__Backup__Key", options.Key, options.KeyFile, options.KeyCommand);
        return await source.ReadAsync(cancellationToken) is { } given ? BackupKey.Parse(given.Text, given.Source) : null;
    }
}
