using RagCluster.Corpus.Chunks;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Logs;
using RagCluster.Lexical.Analysis;
using RagCluster.Lexical.Bm25;

namespace RagCluster.Shards.Tests.Model;

/// <summary>What a shard should answer, worked out from its documents one by one.</summary>
internal sealed class ShardModel
{
    private readonly SortedDictionary<string, ShardLogRecord> _documents = new(StringComparer.Ordinal);

    internal IReadOnlyCollection<ShardLogRecord> Documents => _documents.Values;

    internal void Apply(ShardLogRecord record)
    {
        if (record.IsDeletion)
            _documents.Remove(record.Document.Value);
        else
            _documents[record.Document.Value] = record;
    }

    /// <summary>Compares everything that a searcher says about a query.</summary>
    internal void ShouldAgree(IShardSearcher searcher, ShardQuery query)
    {
        (ShardLogRecord Record, EmbeddedChunk Chunk)[] all =
        [
            .. _documents.Values.SelectMany(record => record.Chunks.Select(chunk => (record, chunk))),
        ];
        Assert.Equal((_documents.Count, all.Length), (searcher.DocumentCount, searcher.ChunkCount));
        ShardSearchResult found = searcher.Search(query, CancellationToken.None);
        (ShardLogRecord Record, EmbeddedChunk Chunk)[] passing = [.. all.Where(row => query.Filter?.Passes(row.Record.Metadata) != false)];
        ShouldRank(found.Vectors, hit => hit.Scores.Vector, Cosines(passing, query.Vector), query.Limit);
        ShouldRank(found.Bm25, hit => hit.Scores.Bm25, Bm25(all, passing, query.Text), query.Limit);
        foreach (ShardHit hit in found.Candidates())
            ShouldBeStored(hit, searcher);
    }

    private static void ShouldRank(ShardHit[] hits, Func<ShardHit, double?> score, Dictionary<ChunkId, double> expected, int limit)
    {
        double[] best = [.. expected.Values.OrderDescending().Take(limit)];
        Assert.Equal(best.Length, hits.Length);
        for (int i = 0; i < hits.Length; i++)
        {
            Assert.Equal(best[i], score(hits[i])!.Value, 1e-5);
            Assert.Equal(expected[hits[i].Chunk.Id], score(hits[i])!.Value, 1e-5);
        }

        Assert.Equal(hits.Length, hits.DistinctBy(hit => hit.Chunk.Id).Count());
    }

    private static Dictionary<ChunkId, double> Cosines((ShardLogRecord Record, EmbeddedChunk Chunk)[] rows, float[]? query)
    {
        if (query is null || query.All(value => value == 0))
            return [];
        return rows.Where(row => row.Chunk.Vector.Any(value => value != 0))
            .ToDictionary(row => row.Chunk.Chunk.Id, row => Cosine(query, row.Chunk.Vector));
    }

    private static double Cosine(float[] left, float[] right) =>
        left.Zip(right, (a, b) => (double)a * b).Sum() / Math.Sqrt(left.Sum(a => (double)a * a) * right.Sum(b => (double)b * b));

    private static Dictionary<ChunkId, double> Bm25(
        (ShardLogRecord Record, EmbeddedChunk Chunk)[] all,
        (ShardLogRecord Record, EmbeddedChunk Chunk)[] passing,
        string query
    )
    {
        Dictionary<ChunkId, string[]> terms = all.ToDictionary(row => row.Chunk.Chunk.Id, Terms);
        double average = terms.Count == 0 ? 1 : terms.Values.Average(of => of.Length);
        Dictionary<ChunkId, double> scores = new();
        foreach ((ShardLogRecord _, EmbeddedChunk chunk) in passing)
        {
            string[] of = terms[chunk.Chunk.Id];
            double score = QueryTerms
                .Read(query)
                .Sum(term =>
                {
                    int holding = terms.Values.Count(other => other.Contains(term.Term));
                    int frequency = of.Count(other => other == term.Term);
                    double weight = term.Count * Math.Log(1 + ((terms.Count - holding + 0.5) / (holding + 0.5)));
                    return weight * frequency * 2.2 / (frequency + (1.2 * (0.25 + (0.75 * of.Length / average))));
                });
            if (score > 0)
                scores[chunk.Chunk.Id] = score;
        }

        return scores;
    }

    private static string[] Terms((ShardLogRecord Record, EmbeddedChunk Chunk) row) =>
        [.. row.Chunk.Chunk.HeadingPath.Append(row.Chunk.Chunk.Text).Append(row.Record.Title).SelectMany(TextAnalyzer.Default.Analyze)];

    private void ShouldBeStored(ShardHit hit, IShardSearcher searcher)
    {
        ShardLogRecord record = _documents[hit.Chunk.Id.Document.Value];
        Chunk stored = record.Chunks.Single(chunk => chunk.Chunk.Id == hit.Chunk.Id).Chunk;
        Assert.Equal(
            (record.Title, record.Uri, stored.Text, stored.TokenCount),
            (hit.Title, hit.Uri, hit.Chunk.Text, hit.Chunk.TokenCount)
        );
        Assert.Equal(stored.HeadingPath, hit.Chunk.HeadingPath);
        Assert.Equal(record.Metadata, hit.Metadata);
        Assert.Equal(stored.Text, searcher.FindChunk(stored.Id)?.Chunk.Text);
        Assert.Equal(record.Chunks.Select(chunk => chunk.Chunk.Id), searcher.ListChunks(record.Document).Select(chunk => chunk.Id));
        Assert.Empty(searcher.ListChunks(new DocumentId("absent")));
    }
}
