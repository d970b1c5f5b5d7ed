using RagCluster.Storage.Encryption;
using RagCluster.Storage.Sqlite;
using RagCluster.Storage.Sqlite.Sessions;

namespace RagCluster.Storage.CrashWriter;

/// <summary>Writes every value of a store with the first key of a ring, until it is killed. Arguments: data folder, ring.</summary>
internal static class RotationRun
{
    /// <summary>The word that asks for it.</summary>
    internal const string Verb = "rotate";

    /// <summary>The program.</summary>
    /// <param name="args">The arguments.</param>
    internal static async Task<int> MainAsync(string[] args)
    {
        ContentCipher cipher = new(KeyRing.Parse(new KeyText(args[1], "The second argument")), encrypts: true);
        SqliteStoreOptions options = new() { DataFolder = args[0], CheckpointPages = 32 };
        await using SqliteDocumentStore store = await SqliteDocumentStore.OpenAsync(
            options,
            cipher,
            TimeProvider.System,
            CancellationToken.None
        );
        await store.Encryption.RewriteAsync(CancellationToken.None);
        return 0;
    }
}
