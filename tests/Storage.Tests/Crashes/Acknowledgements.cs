using System.Globalization;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Logs;
using RagCluster.Storage.Sqlite;
using RagCluster.Storage.Sqlite.Sessions;

namespace RagCluster.Storage.Tests.Crashes;

/// <summary>What the writing program printed before its end, and whether the store still knows all of it.</summary>
internal sealed class Acknowledgements
{
    private static readonly CollectionId Collection = new(CollectionId.DefaultTenant, "crash");
    private readonly Dictionary<string, DocumentId> _accepted = [];
    private readonly Dictionary<string, long> _indexed = [];

    public int Count => _accepted.Count;

    public void Add(string line)
    {
        string[] words = line.Split(' ');
        if (words[0] == "accepted" && words.Length == 3 && words[2].Length == 32)
        {
            _accepted[words[1]] = new DocumentId(words[2]);
        }
        else if (words[0] == "indexed" && words.Length == 4)
        {
            _indexed[words[1]] = long.Parse(words[3], CultureInfo.InvariantCulture);
        }
    }

    /// <summary>Opens the store and checks that everything acknowledged is there, nothing twice, and the logs have no gap.</summary>
    public async Task VerifyAsync(string dataFolder)
    {
        await using SqliteDocumentStore store = await SqliteDocumentStore.OpenAsync(
            new SqliteStoreOptions { DataFolder = dataFolder },
            TimeProvider.System,
            CancellationToken.None
        );
        List<ShardLogRecord> log = await ReadLogAsync(store);
        ILookup<DocumentId, ShardLogRecord> records = log.ToLookup(record => record.Document);
        foreach ((string name, DocumentId id) in _accepted)
        {
            Document? document = await store.FindDocumentAsync(Collection, id, CancellationToken.None);
            Assert.True(document is not null, $"{name} was acknowledged and is gone.");
            Assert.Equal(name, document.Name);
            Assert.NotNull(await store.ReadContentAsync(Collection, id, document.Generation, CancellationToken.None));
            if (_indexed.TryGetValue(name, out long sequence))
            {
                Assert.Equal(DocumentState.Indexed, document.State);
                Assert.Contains(records[id], record => record.Sequence == sequence && record.Chunks.Length == 1);
            }
        }

        await VerifyAgreementAsync(store, log);
    }

    // Acknowledged or not: a document is in the log exactly when it says so, once.
    private static async Task VerifyAgreementAsync(SqliteDocumentStore store, List<ShardLogRecord> log)
    {
        Assert.Equal(log.Count, log.Select(record => record.Document).Distinct().Count());
        CollectionState? state = await store.FindCollectionAsync(Collection, CancellationToken.None);
        Assert.Equal(log.Count, state?.IndexedCount ?? 0);
        IReadOnlyList<Document> pending = await store.ListPendingAsync(SqliteDocumentStore.ListLimitMax, CancellationToken.None);
        Assert.Empty(pending.Select(document => document.Id).Intersect(log.Select(record => record.Document)));
        Assert.Equal((state?.DocumentCount ?? 0) - log.Count, pending.Count);
    }

    private static async Task<List<ShardLogRecord>> ReadLogAsync(SqliteDocumentStore store)
    {
        List<ShardLogRecord> all = [];
        for (int number = 0; number < 2; number++)
        {
            long last = 0;
            await foreach (ShardLogRecord record in store.ReadLogAsync(new ShardId(Collection, number), 0, CancellationToken.None))
            {
                Assert.Equal(++last, record.Sequence);
                all.Add(record);
            }
        }

        return all;
    }
}
