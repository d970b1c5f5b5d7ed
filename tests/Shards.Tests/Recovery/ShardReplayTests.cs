using System.Runtime.CompilerServices;
using RagCluster.Corpus.Logs;
using RagCluster.Shards.Recovery;

namespace RagCluster.Shards.Tests.Recovery;

public sealed class ShardReplayTests
{
    [Fact]
    public async Task Log_IsAppliedFromThePositionOn()
    {
        Random random = new(31);
        ShardLogRecord[] log = [.. Enumerable.Range(1, 3000).Select(i => Records.Random(random, i, 1000))];
        Shard live = new(new ShardOptions(Records.Dimensions));
        foreach (ShardLogRecord record in log)
            live.Apply(record);
        Shard replayed = new(new ShardOptions(Records.Dimensions));
        replayed.Apply(log[..10]);
        Assert.Equal(3000, await ShardReplay.CatchUpAsync(replayed, Read(log[5..]), CancellationToken.None));
        Assert.Equal(live.Searcher().ChunkCount, replayed.Searcher().ChunkCount);
        ShardQuery query = new()
        {
            Text = "w3 w7",
            Vector = [1, 0, 0, 1, 0, 0],
            Limit = 50,
        };
        Assert.Equal(Ids(live, query), Ids(replayed, query));
    }

    [Fact]
    public async Task EmptyLog_ChangesNothing()
    {
        Shard shard = new(new ShardOptions(0));
        Assert.Equal(0, await ShardReplay.CatchUpAsync(shard, Read([]), CancellationToken.None));
    }

    private static string[] Ids(Shard shard, ShardQuery query) =>
        [.. shard.Searcher().Search(query, CancellationToken.None).Candidates().Select(hit => hit.Chunk.Id + " " + hit.Scores)];

    private static async IAsyncEnumerable<ShardLogRecord> Read(
        ShardLogRecord[] log,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        foreach (ShardLogRecord record in log)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
            yield return record;
        }
    }
}
