using System.Globalization;
using System.Text.Json;
using RagCluster.Corpus.Access;
using RagCluster.Corpus.Chunks;
using RagCluster.Corpus.Logs;
using RagCluster.Lexical.Bm25;
using Xunit.Abstractions;

namespace RagCluster.Shards.Tests.Access;

/// <summary>
/// Nobody finds what they may not see, and what they find is the same, to the last bit of a score, as if it had never been there.
/// <c>RAG_TEST_WORLDS=200 RAG_TEST_ACL_TRIALS=1000000</c> is the long run.
/// </summary>
public sealed class AccessWorldTests(ITestOutputHelper output)
{
    private static readonly int Worlds = Setting("RAG_TEST_WORLDS", 6);
    private static readonly int Trials = Setting("RAG_TEST_ACL_TRIALS", 3_000);

    [Fact]
    public void WhatIsNotSeen_ChangesNothing()
    {
        int trials = 0;
        int hits = 0;
        int hidden = 0;
        int leaks = 0;
        for (int seed = 0; seed < Worlds; seed++)
        {
            AccessWorld world = new(seed);
            Random random = new(-1 - seed);
            Shard[][] whole = [world.Whole(1), world.Whole(3)];
            int callers = Worlds * world.Users.Length;
            int each = (Trials + callers - 1) / callers;
            foreach (AccessUser user in world.Users)
            {
                Shard[][] bare = [world.Bare(user, 1), world.Bare(user, 3)];
                hidden += whole[0][0].Searcher().DocumentCount - bare[0][0].Searcher().DocumentCount;
                for (int i = 0; i < each; i++)
                {
                    ShardQuery query = AccessWorld.Query(random, user);
                    int divided = trials++ % 2;
                    ShardSearchResult found = AccessWorld.Search(whole[divided], query);
                    ChunkId[] ids = [.. found.Bm25.Concat(found.Vectors).Select(hit => hit.Chunk.Id)];
                    hits += ids.Length;
                    leaks += ids.Count(id => !world.MaySee(user, id.Document));
                    // A caller who sees everything asks the shards that never held the rest.
                    AssertSame(AccessWorld.Search(bare[divided], query with { View = null }), found);
                }
            }
        }

        output.WriteLine(
            $"{Worlds} worlds, {trials} trials, {hits} hits, {hidden} times a document was hidden from a user, {leaks} leaks."
        );
        Assert.Equal(0, leaks);
        Assert.True(hits > trials && hidden > Worlds, "The worlds hide nothing, or the queries find nothing.");
    }

    [Fact]
    public void Statistics_CountWhatIsSeenAlone()
    {
        AccessWorld world = new(3);
        Shard whole = world.Whole(1)[0];
        foreach (AccessUser user in world.Users)
        {
            TermStatistics seen = whole.Searcher().GetStatistics("w3 w9 w15", user.View);
            TermStatistics bare = world.Bare(user, 1)[0].Searcher().GetStatistics("w3 w9 w15");
            Assert.Equal(JsonSerializer.Serialize(bare), JsonSerializer.Serialize(seen));
        }
    }

    [Fact]
    public void RightThatMoves_IsHeardAtOnce_WhateverWasAskedBefore()
    {
        Shard shard = new(new ShardOptions(Records.Dimensions));
        AccessUser[] users = [.. Enumerable.Range(0, 200).Select(user => new AccessUser($"u{user}", []))];
        for (int sequence = 1; sequence <= 20; sequence++)
        {
            AccessUser owner = users[sequence * 7 % users.Length];
            DocumentAcl acl = DocumentAcl.Checked([$"user:{owner.Name}"], [], "acl")!;
            ShardLogRecord record = Records.Of(sequence, "moving", "One", "w1 w2");
            shard.Apply([record with { Metadata = DocumentAcl.Put(record.Metadata, acl) }]);
            // Twice, since the second time it is known what each of them sees.
            foreach (AccessUser user in users.Concat(users))
                Assert.Equal(user == owner ? 1 : 0, shard.Searcher().GetStatistics("w1", user.View).RowCount);
        }
    }

    private static void AssertSame(ShardSearchResult expected, ShardSearchResult found)
    {
        // By hand: a million comparisons that are right need no words.
        if (!expected.Bm25.Select(Key).SequenceEqual(found.Bm25.Select(Key)))
            Assert.Equal(expected.Bm25.Select(Key), found.Bm25.Select(Key));
        if (!expected.Vectors.Select(Key).SequenceEqual(found.Vectors.Select(Key)))
            Assert.Equal(expected.Vectors.Select(Key), found.Vectors.Select(Key));
    }

    private static (ChunkId, string, string, long?, long?) Key(ShardHit hit) =>
        (
            hit.Chunk.Id,
            hit.Chunk.Text,
            hit.Title,
            hit.Scores.Bm25 is { } bm25 ? BitConverter.DoubleToInt64Bits(bm25) : null,
            hit.Scores.Vector is { } vector ? BitConverter.DoubleToInt64Bits(vector) : null
        );

    private static int Setting(string name, int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out int set) ? set : usual;
}
