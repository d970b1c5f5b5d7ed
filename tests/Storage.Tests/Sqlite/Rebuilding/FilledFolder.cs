using Microsoft.Data.Sqlite;
using RagCluster.Corpus.Chunks;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Jobs;
using RagCluster.Corpus.Logs;
using RagCluster.Storage.Caching;
using RagCluster.Storage.Relational.Seals;
using RagCluster.Storage.Sqlite;
using RagCluster.Storage.Sqlite.Sessions;
using RagCluster.TestKit;

namespace RagCluster.Storage.Tests.Sqlite.Rebuilding;

/// <summary>A closed store with rows in every table, short and long ones, and with pages that deletions left free.</summary>
public sealed class FilledFolder : IAsyncLifetime
{
    /// <summary>The collection.</summary>
    internal static readonly CollectionId Collection = new("acme", "filled");

    private const int DocumentCount = 240;
    private readonly TempFolder _folder = new();

    /// <summary>Every row by table.</summary>
    internal Dictionary<string, string[]> Rows { get; private set; } = [];

    /// <summary>The documents' contents.</summary>
    internal Dictionary<DocumentId, byte[]> Contents { get; } = [];

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        Random random = new(3);
        await using (
            SqliteDocumentStore store = await SqliteDocumentStore.OpenAsync(
                new SqliteStoreOptions { DataFolder = _folder.FullPath },
                TimeProvider.System,
                CancellationToken.None
            )
        )
        {
            await store.CreateCollectionAsync(Collection, new CollectionSettings { ShardCount = 1 }, CancellationToken.None);
            for (int i = 0; i < DocumentCount; i++)
            {
                byte[] content = new byte[random.Next(4) == 0 ? random.Next(20_000) : random.Next(1, 900)];
                random.NextBytes(content);
                Contents[await IndexAsync(store, $"name {i}", content)] = content;
                await store.KeyValues.WriteAsync(
                    "scope",
                    $"key {i}",
                    content.AsMemory(0, Math.Min(200, content.Length)),
                    null,
                    CancellationToken.None
                );
                CachedRow cached = new($"digest {i}", content, content, i, DateTimeOffset.UnixEpoch.AddYears(90));
                await store.ColdCache.ReplaceAsync(i % 7, cached, [], CancellationToken.None);
                await store.Epochs.TakeAsync($"resource {i}", "owner", CancellationToken.None);
            }

            foreach (DocumentId id in Contents.Keys.Where((_, i) => i % 6 == 2).ToArray())
            {
                await store.DeleteDocumentAsync(Collection, id, 0, null, CancellationToken.None);
                Contents.Remove(id);
            }
        }

        File.Delete(_folder.File(SqliteDatabase.FileName + ".sums"));
        Rows = Dump(_folder);
    }

    /// <inheritdoc/>
    public Task DisposeAsync()
    {
        _folder.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>A copy of the folder, without the checksums of its pages.</summary>
    internal TempFolder Copy()
    {
        TempFolder copy = new();
        File.Copy(_folder.File(SqliteDatabase.FileName), copy.File(SqliteDatabase.FileName));
        return copy;
    }

    /// <summary>Stores a document and indexes it.</summary>
    internal static async Task<DocumentId> IndexAsync(SqliteDocumentStore store, string name, byte[] content)
    {
        UploadedDocument incoming = new() { Name = name, Content = content };
        JobDocument accepted = (await store.AcceptAsync(Collection, [incoming], [], CancellationToken.None)).Documents[0];
        string text = Convert.ToHexString(content);
        Chunk chunk = new(new ChunkId(accepted.DocumentId!, 1, 0), 0, text.Length, text, [], null, null, 3);
        ShardLogRecord record = new()
        {
            Document = accepted.DocumentId!,
            Generation = 1,
            Chunks = [new EmbeddedChunk(chunk, new float[64])],
        };
        await store.CommitIndexedAsync(new IndexedDocument(new ShardId(Collection, 0), record, text, "text/plain"), CancellationToken.None);
        return accepted.DocumentId!;
    }

    /// <summary>Every row of a closed store by table, but for keys that nothing refers to.</summary>
    internal static Dictionary<string, string[]> Dump(TempFolder folder)
    {
        using SqliteConnection connection = new($"Data Source={folder.File(SqliteDatabase.FileName)};Pooling=False");
        connection.Open();
        return SealedTables.All.Select(table => table.Name).Append("blobs").ToDictionary(name => name, name => Dump(connection, name));
    }

    private static string[] Dump(SqliteConnection connection, string table)
    {
        bool hasOwnKey = table is "shard_log" or "texts" or "jobs";
        List<string> rows = [];
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = $"SELECT * FROM {table}";
        using SqliteDataReader reader = command.ExecuteReader();
        while (reader.Read())
        {
            IEnumerable<int> columns = Enumerable
                .Range(0, reader.FieldCount)
                .Where(column => !(hasOwnKey && reader.GetName(column) == "key"));
            rows.Add(
                string.Join(
                    '|',
                    columns.Select(column =>
                        reader.GetValue(column) is byte[] bytes ? Convert.ToHexString(bytes) : $"{reader.GetValue(column)}"
                    )
                )
            );
        }

        return [.. rows.Order(StringComparer.Ordinal)];
    }
}
