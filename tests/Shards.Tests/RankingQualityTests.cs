using System.Globalization;
using System.Text.Json;
using RagCluster.Ranking.Evaluation;

namespace RagCluster.Shards.Tests;

/// <summary>BM25 against judgements: a small sample always, SciFact where the shared data lies beside the checkout.</summary>
public sealed class RankingQualityTests
{
    [Fact]
    public void SmallSample_RanksTheAnswerFirst()
    {
        string[] documents =
        [
            "Backups run every night and are kept for thirty days.",
            "The cluster elects no leader: any node serves any request.",
            "A backup is restored by the restore command while the node is stopped.",
            "Nodes are restarted one after the other during an upgrade.",
        ];
        Shard shard = new(new ShardOptions(0));
        shard.Apply([.. documents.Select((text, i) => Records.Of(i + 1, "d" + i, "", text))]);
        (string Query, string Answer)[] judged =
        [
            ("how are backups restored?", "d2"),
            ("how long are backups kept", "d0"),
            ("which node serves a request", "d1"),
            ("upgrading nodes", "d3"),
        ];
        Assert.All(judged, pair => Assert.Equal(pair.Answer, Rank(shard, pair.Query)[0]));
    }

    [Fact]
    public void SciFact_ReachesTheReference()
    {
        string? directory = FindShared("data/scifact");
        if (directory is null)
            return;
        Shard shard = new(new ShardOptions(0));
        shard.Apply([
            .. Read(directory, "corpus.jsonl")
                .Select(
                    (entry, i) => Records.Of(i + 1, Text(entry, "_id"), Text(entry, "title"), Text(entry, "text")) with { Generation = 1 }
                ),
        ]);
        Dictionary<string, string> queries = Read(directory, "queries.jsonl")
            .ToDictionary(entry => Text(entry, "_id"), entry => Text(entry, "text"));
        IEnumerable<IGrouping<string, string[]>> judgements = File.ReadLines(Path.Combine(directory, "qrels", "test.tsv"))
            .Skip(1)
            .Select(line => line.Split('\t'))
            .GroupBy(parts => parts[0]);
        double ndcg = judgements.Average(query =>
        {
            Dictionary<string, int> judged = query.ToDictionary(
                parts => parts[1],
                parts => int.Parse(parts[2], CultureInfo.InvariantCulture)
            );
            return RankingMetrics.Ndcg([.. Rank(shard, queries[query.Key]).Select(id => judged.GetValueOrDefault(id))], judged.Values, 10);
        });
        Assert.InRange(ndcg, 0.68, 1);
    }

    private static string[] Rank(Shard shard, string query) =>
        [
            .. shard
                .Searcher()
                .Search(new ShardQuery { Text = query, Limit = 10 }, CancellationToken.None)
                .Bm25.Select(hit => hit.Chunk.Id.Document.Value),
        ];

    private static IEnumerable<JsonElement> Read(string directory, string file) =>
        File.ReadLines(Path.Combine(directory, file)).Select(line => JsonDocument.Parse(line).RootElement);

    private static string Text(JsonElement entry, string name) => entry.GetProperty(name).GetString()!;

    private static string? FindShared(string path)
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            string candidate = Path.Combine(at.FullName, "shared", path);
            if (Directory.Exists(candidate))
                return candidate;
        }

        return null;
    }
}
