using Microsoft.Data.Sqlite;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Damage;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Query;
using RagCluster.Grains.Interfaces.Query.Options;
using RagCluster.Grains.Interfaces.Shards;

namespace RagCluster.Grains.Tests.Shards;

/// <summary>One bad record of a shard's log never keeps a collection from answering; and a replica that can't be read says why.</summary>
public sealed class DamagedRecordTests(GrainCluster cluster) : IClassFixture<GrainCluster>
{
    [Fact]
    public async Task DamagedRecord_IsMadeFromItsDocumentBeforeTheReplicaAnswers()
    {
        CollectionId collection = await FillAsync();
        string[] before = await FindAsync(collection);
        await ChangeAsync(
            collection,
            "UPDATE shard_log SET payload = substr(payload, 1, 20) || x'ff' || substr(payload, 22) WHERE sequence = 3"
        );
        await ReopenAsync(collection);
        Assert.Equal(before, await FindAsync(collection));
        DamageFinding found = Assert.Single(
            cluster.Store.Damage.Findings,
            finding => finding.What.Contains(collection.Name, StringComparison.Ordinal)
        );
        Assert.Equal((DamageKinds.LogRecord, true), (found.Kind, found.IsRepaired));
    }

    [Fact]
    public async Task DamagedRecordWithoutContent_IsLeftOutAndNamed()
    {
        CollectionId collection = await FillAsync();
        string[] before = await FindAsync(collection);
        await ChangeAsync(collection, "UPDATE shard_log SET payload = x'00' WHERE sequence = 3");
        await ChangeAsync(
            collection,
            "UPDATE blobs SET bytes = x'00' WHERE key IN (SELECT c.blob FROM contents c JOIN documents d ON d.key = c.document "
                + "WHERE d.log_sequence = 3 AND d.collection = $collection)"
        );
        await ReopenAsync(collection);
        string[] after = await FindAsync(collection);
        Assert.Equal(before.Length - 1, after.Length);
        Assert.Empty(after.Except(before));
        Assert.Contains(
            cluster.Store.Damage.Findings,
            finding => !finding.IsRepaired && finding.What.Contains(collection.Name, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task ReplicaThatCantBeRead_SaysWhy()
    {
        CollectionId collection = await FillAsync();
        // A record of format 99 with its checksum: whole, and of a build that this one can't read.
        await ChangeAsync(collection, "UPDATE shard_log SET payload = X'63C733EB20' WHERE sequence = 3");
        await ReopenAsync(collection);
        await Assert.ThrowsAsync<RagException>(() => FindAsync(collection));
        ShardStatus replica = Assert.Single(await cluster.ReplicasAsync(collection));
        Assert.Equal(ReplicaState.Failed, replica.State);
        Assert.Contains("log record", replica.Reason, StringComparison.Ordinal);
        Assert.Contains(cluster.Store.Damage.Faults, fault => fault.What.Contains(collection.Name, StringComparison.Ordinal));
    }

    private async Task<CollectionId> FillAsync()
    {
        CollectionId collection = await cluster.NewCollectionAsync(new CollectionSettings { ShardCount = 1 });
        await cluster.UploadAsync(
            collection,
            [.. Enumerable.Range(0, 6).Select(i => ($"d{i}.txt", $"Lighthouse number{i} of {collection.Name} stands on a rock."))]
        );
        return collection;
    }

    private async Task<string[]> FindAsync(CollectionId collection)
    {
        SearchRequest request = new SearchRequest { Collection = collection, Query = "lighthouse on a rock" }.With(
            (nameof(ResultOptions.TopK), 20),
            (nameof(CallOptions.Cache), false),
            // A replica that mends its log before it answers takes its time on a busy machine; less than a call may take.
            (nameof(RetrievalOptions.TimeoutMs), 20_000)
        );
        SearchResponse response = await cluster.Grains.SearchAsync(request);
        return [.. response.Found.Passages.Select(passage => $"{passage.Chunk.Id} {passage.Chunk.Text}").Order(StringComparer.Ordinal)];
    }

    private async Task ChangeAsync(CollectionId collection, string sql)
    {
        await using SqliteConnection database = new($"Data Source={cluster.DatabaseFile};Pooling=False");
        await database.OpenAsync();
        await using SqliteCommand find = database.CreateCommand();
        find.CommandText = "SELECT key FROM collections WHERE name = $name";
        find.Parameters.AddWithValue("$name", collection.Name);
        long key = (long)(await find.ExecuteScalarAsync())!;
        await using SqliteCommand change = database.CreateCommand();
        change.CommandText = sql.Contains("$collection", StringComparison.Ordinal) ? sql : $"{sql} AND collection = $collection";
        change.Parameters.AddWithValue("$collection", key);
        Assert.Equal(1, await change.ExecuteNonQueryAsync());
    }

    // A replica that is released removes its files: the next one reads the log from its beginning.
    private async Task ReopenAsync(CollectionId collection)
    {
        ShardStatus replica = Assert.Single(await cluster.ReplicasAsync(collection));
        await cluster.Grains.GetGrain<IIndexShardGrain>($"{collection}/0/{replica.Silo}").ReleaseAsync();
    }
}
