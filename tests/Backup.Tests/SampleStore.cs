using System.Security.Cryptography;
using System.Text;
using RagCluster.Backup.Destinations;
using RagCluster.Backup.Encryption;
using RagCluster.Backup.Rows;
using RagCluster.Corpus.Chunks;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Jobs;
using RagCluster.Corpus.Logs;
using RagCluster.Storage;
using RagCluster.Storage.Relational;
using RagCluster.Storage.Relational.Copying;
using RagCluster.Storage.Snapshots;
using RagCluster.Storage.Sqlite;
using RagCluster.Storage.Sqlite.Sessions;

namespace RagCluster.Backup.Tests;

/// <summary>Stores with something of everything in them, and what tests compare.</summary>
internal static class SampleStore
{
    internal static readonly CollectionId Papers = new("default", "papers");
    internal static readonly CollectionId Notes = new("default", "notes");

    internal static Task<SqliteDocumentStore> OpenAsync(string folder) =>
        SqliteDocumentStore.OpenAsync(
            new SqliteStoreOptions { DataFolder = folder, DiskReserveBytes = 0 },
            TimeProvider.System,
            CancellationToken.None
        );

    internal static BackupDestination Destination(string folder, BackupKey? key = null) =>
        new(new FolderSnapshotStore(folder, new DurableShardDisk()), key);

    /// <summary>Two collections with documents in every state, versions, names, deleted ones, and small values.</summary>
    internal static async Task FillAsync(RelationalDocumentStore store, int documents = 12)
    {
        foreach (CollectionId collection in (CollectionId[])[Papers, Notes])
        {
            await store.CreateCollectionAsync(
                collection,
                new CollectionSettings { Model = "tiny", ShardCount = 2 },
                CancellationToken.None
            );
            for (int i = 0; i < documents; i++)
                await AddAsync(store, collection, i);
        }

        await store.KeyValues.WriteAsync("grain/x", "a", new byte[] { 1, 2, 3 }, null, CancellationToken.None);
        await store.Epochs.TakeAsync("default/other/0", "me", CancellationToken.None);
    }

    /// <summary>Adds a document; of every six one stays pending, one fails, one is deleted and one has two versions.</summary>
    internal static async Task AddAsync(RelationalDocumentStore store, CollectionId collection, int number)
    {
        JobDocument accepted = await AcceptAsync(store, collection, number, $"Content {number} of {collection.Name}.");
        switch (number % 6)
        {
            case 0:
                return;
            case 1:
                DocumentFailure failure = new("broken", "It is broken.");
                await store.FailDocumentAsync(collection, accepted.DocumentId!, accepted.Generation, failure, [], CancellationToken.None);
                return;
            case 2:
                await CommitAsync(store, collection, accepted);
                await store.DeleteDocumentAsync(collection, accepted.DocumentId!, 0, null, CancellationToken.None);
                return;
            case 3:
                await CommitAsync(store, collection, accepted);
                await CommitAsync(store, collection, await AcceptAsync(store, collection, number, $"Second content {number}."));
                return;
            default:
                await CommitAsync(store, collection, accepted);
                return;
        }
    }

    /// <summary>The SHA-256 of every row of a store, in order, as a backup sees them.</summary>
    internal static Task<string> DigestAsync(IRowSource store) =>
        store.SnapshotAsync(
            snapshot =>
            {
                using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
                foreach (TableShape table in CopiedTables.All)
                {
                    RowEncoder rows = new(table.Name, table.Columns);
                    foreach (object?[] row in snapshot.Read(table))
                        rows.Add(row);
                    hash.AppendData(rows.Complete());
                }

                return Task.FromResult(Convert.ToHexStringLower(hash.GetCurrentHash()));
            },
            CancellationToken.None
        );

    private static async Task<JobDocument> AcceptAsync(IDocumentStore store, CollectionId collection, int number, string content)
    {
        UploadedDocument document = new()
        {
            Id = new DocumentId($"d{number}"),
            Name = $"{number}.txt",
            Content = Encoding.UTF8.GetBytes(content),
        };
        return (await store.AcceptAsync(collection, [document], [], CancellationToken.None)).Documents[0];
    }

    private static Task CommitAsync(IDocumentStore store, CollectionId collection, JobDocument accepted)
    {
        string text = $"Text of {accepted.Name}.";
        Chunk chunk = new(new ChunkId(accepted.DocumentId!, accepted.Generation, 0), 0, text.Length, text, [], null, null, 3);
        ShardLogRecord record = new()
        {
            Document = accepted.DocumentId!,
            Generation = accepted.Generation,
            Chunks = [new EmbeddedChunk(chunk, [1, 0.5f, -2])],
        };
        ShardId shard = new ShardCopy(0, 1).Of(ShardSlot.Of(collection, accepted.DocumentId!, 2));
        return store.CommitIndexedAsync(new IndexedDocument(shard, record, text, "text/plain"), CancellationToken.None);
    }
}
