using System.Globalization;
using System.Text;
using RagCluster.Storage.Sqlite;
using RagCluster.Storage.Sqlite.Sessions;

namespace RagCluster.Storage.CrashWriter;

/// <summary>
/// Writes a store's database anew, again and again, until it is killed, and small values meanwhile; prints each one's number once it was
/// acknowledged, and a line before each new beginning. Arguments: data folder.
/// </summary>
internal static class CompactionRun
{
    /// <summary>The word that asks for it.</summary>
    internal const string Verb = "compact";

    /// <summary>The program.</summary>
    /// <param name="args">The arguments.</param>
    internal static async Task<int> MainAsync(string[] args)
    {
        SqliteStoreOptions options = new() { DataFolder = args[0], CheckpointPages = 32 };
        await using SqliteDocumentStore store = await SqliteDocumentStore.OpenAsync(options, TimeProvider.System, CancellationToken.None);
        Task writing = WriteAsync(store);
        while (!writing.IsCompleted)
        {
            await Console.Out.WriteLineAsync("begin");
            await store.CompactAsync(CancellationToken.None);
        }

        await writing;
        return 0;
    }

    private static async Task WriteAsync(SqliteDocumentStore store)
    {
        string run = Guid.NewGuid().ToString("n");
        for (int i = 0; ; i++)
        {
            string key = string.Create(CultureInfo.InvariantCulture, $"{run}-{i}");
            await store.KeyValues.WriteAsync("compacted", key, Encoding.UTF8.GetBytes(key), null, CancellationToken.None);
            await Console.Out.WriteLineAsync(key);
        }
    }
}
