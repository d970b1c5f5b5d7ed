using Microsoft.Data.Sqlite;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Query;
using RagCluster.Grains.Interfaces.Query.Options;
using RagCluster.Grains.Interfaces.Shards;

namespace RagCluster.Grains.Tests.Query;

/// <summary>
/// A shard whose log is damaged can't be opened by any replica: the others answer for themselves only when the asker wants that.
/// </summary>
public sealed class PartialAnswerTests(GrainCluster cluster) : IClassFixture<GrainCluster>
{
    private const int Broken = 1;

    [Fact]
    public async Task MissingShard_FailsTheQueryUnlessPartialAnswersAreAllowed()
    {
        CollectionId collection = await cluster.NewCollectionAsync(new CollectionSettings { ShardCount = 3 });
        await cluster.UploadAsync(
            collection,
            [.. Enumerable.Range(0, 30).Select(i => ($"d{i}.txt", $"Lighthouse number{i} stands on a rock."))]
        );
        await BreakAsync(collection);

        RagException refused = await Assert.ThrowsAsync<RagException>(() => SearchAsync(collection, allowPartial: false));
        Assert.Equal((ErrorKind.Unavailable, "shards-unavailable"), (refused.Kind, refused.Code));
        Assert.NotNull(refused.RetryAfter);

        FoundPassages partial = (await SearchAsync(collection, allowPartial: true)).Found;
        Assert.Equal((3, 2), (partial.ShardsAsked, partial.ShardsAnswered));
        Assert.Contains("partial", partial.Degraded);
        Assert.NotEmpty(partial.Passages);
        Assert.All(partial.Passages, passage => Assert.NotEqual(Broken, ShardSlot.Of(collection, passage.Chunk.Id.Document, 3).Number));
    }

    private Task<SearchResponse> SearchAsync(CollectionId collection, bool allowPartial)
    {
        SearchRequest request = new() { Collection = collection, Query = "lighthouse rock" };
        return cluster.Grains.SearchAsync(
            request.With(
                (nameof(ResultOptions.TopK), 20),
                (nameof(RetrievalOptions.AllowPartial), allowPartial),
                (nameof(RetrievalOptions.TimeoutMs), 1_500)
            )
        );
    }

    private async Task BreakAsync(CollectionId collection)
    {
        await using (SqliteConnection database = new($"Data Source={cluster.DatabaseFile};Pooling=False"))
        {
            await database.OpenAsync();
            await using SqliteCommand damage = database.CreateCommand();
            // A record of format 99 with its checksum: whole, and of a build that this one can't read.
            damage.CommandText =
                "UPDATE shard_log SET payload = X'63C733EB20' WHERE shard = $shard AND collection = (SELECT key FROM collections "
                + "WHERE name = $name)";
            damage.Parameters.AddWithValue("$shard", Broken);
            damage.Parameters.AddWithValue("$name", collection.Name);
            Assert.True(await damage.ExecuteNonQueryAsync() > 0);
        }

        ShardStatus replica = (await cluster.ReplicasAsync(collection)).Single(status => status.Shard.Number == Broken);
        await cluster.Grains.GetGrain<IIndexShardGrain>($"{collection}/{Broken}/{replica.Silo}").ReleaseAsync();
    }
}
