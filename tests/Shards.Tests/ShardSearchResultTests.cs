using RagCluster.Corpus.Chunks;
using RagCluster.Corpus.Logs;
using RagCluster.Corpus.Metadata;
using RagCluster.Lexical.Bm25;

namespace RagCluster.Shards.Tests;

public sealed class ShardSearchResultTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(16)]
    public void AnyNumberOfShards_GivesTheSameResultAsOne(int shardCount)
    {
        for (int seed = 0; seed < 8; seed++)
        {
            Random random = new(seed);
            ShardLogRecord[] log = [.. Enumerable.Range(1, 250).Select(i => Records.Random(random, i, 90))];
            Shard[] one = Divide(log, 1);
            Shard[] many = Divide(log, shardCount);
            for (int i = 0; i < 20; i++)
            {
                MetadataFilter? filter =
                    i % 3 == 0 ? new ComparisonFilter("parity", ComparisonOperator.Equal, [MetadataValue.Of(i % 2)]) : null;
                ShardQuery query = new()
                {
                    Text = Records.Words(random, 4),
                    Vector = Records.Vector(random),
                    Limit = random.Next(1, 15),
                    Filter = filter,
                };
                ShardSearchResult expected = Search(one, query);
                ShardSearchResult found = Search(many, query);
                Assert.Equal(expected.Bm25.Select(Key), found.Bm25.Select(Key));
                Assert.Equal(expected.Vectors.Select(Key), found.Vectors.Select(Key));
                Assert.Equal(expected.Candidates().Select(Key), found.Candidates().Select(Key));
            }
        }
    }

    private static Shard[] Divide(ShardLogRecord[] log, int shardCount)
    {
        Shard[] shards = [.. Enumerable.Range(0, shardCount).Select(_ => new Shard(new ShardOptions(Records.Dimensions)))];
        foreach (ShardLogRecord record in log)
        {
            Shard shard = shards[
                int.Parse(record.Document.Value.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture) % shardCount
            ];
            shard.Apply(record with { Sequence = shard.Position + 1 });
        }

        return shards;
    }

    private static ShardSearchResult Search(Shard[] shards, ShardQuery query)
    {
        TermStatistics statistics = TermStatistics.Sum(shards.Select(shard => shard.Searcher().GetStatistics(query.Text)));
        ShardSearchResult[] parts =
        [
            .. shards.Select(shard => shard.Searcher().Search(query with { Statistics = statistics }, CancellationToken.None)),
        ];
        return ShardSearchResult.Merge(parts, query.Limit);
    }

    private static (string Chunk, LegScores Scores) Key(ShardHit hit) => (hit.Chunk.Id.ToString(), hit.Scores);
}
