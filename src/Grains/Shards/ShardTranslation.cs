using RagCluster.Grains.Interfaces.Shards;
using RagCluster.Lexical.Bm25;
using RagCluster.Shards;

namespace RagCluster.Grains.Shards;

/// <summary>Between the records on the wire and those of the shard library, which knows no wire.</summary>
internal static class ShardTranslation
{
    /// <summary>Runs a request on a snapshot.</summary>
    internal static ShardSearchReply Search(IShardSearcher searcher, ShardSearchRequest request, CancellationToken cancellationToken)
    {
        ShardQuery query = new()
        {
            Text = request.Text ?? "",
            Vector = request.Vector,
            Limit = request.Limit,
            Filter = request.Filter,
            Documents = request.Documents,
            Statistics = request.Statistics is { } statistics ? FromWire(statistics) : null,
            UseBm25 = request.Text is not null,
            UseVectors = request.Vector is not null,
            Exact = request.Exact,
            Recall = request.Recall ?? ShardQuery.DefaultRecall,
            Effort = request.Effort ?? 1,
        };
        ShardSearchResult result = searcher.Search(query, cancellationToken);
        return new ShardSearchReply([.. result.Bm25.Select(ToWire)], [.. result.Vectors.Select(ToWire)], searcher.Position)
        {
            Bm25Took = result.Bm25Took,
            VectorsTook = result.VectorsTook,
            Effort = request.Effort,
        };
    }

    /// <summary>Statistics for the wire.</summary>
    internal static ShardStatistics ToWire(TermStatistics statistics, long position) =>
        new(statistics.RowCount, statistics.TotalLength, statistics.DocumentFrequencies, position);

    /// <summary>The result that one shard holding everything would have given.</summary>
    internal static ShardSearchResult Merge(IEnumerable<ShardSearchReply> replies, int limit) =>
        ShardSearchResult.Merge([.. replies.Select(FromWire)], limit);

    /// <summary>Statistics from the wire.</summary>
    internal static TermStatistics FromWire(ShardStatistics statistics) =>
        new()
        {
            RowCount = statistics.ChunkCount,
            TotalLength = statistics.TotalLength,
            DocumentFrequencies = statistics.ChunkFrequencies,
        };

    private static ShardSearchResult FromWire(ShardSearchReply reply) =>
        new([.. reply.Bm25.Select(FromWire)], [.. reply.Vectors.Select(FromWire)])
        {
            Bm25Took = reply.Bm25Took,
            VectorsTook = reply.VectorsTook,
        };

    private static Interfaces.Shards.ShardHit ToWire(RagCluster.Shards.ShardHit hit) =>
        new(hit.Chunk, hit.Title, hit.Uri, hit.Metadata, hit.Scores.Bm25, hit.Scores.Vector);

    private static RagCluster.Shards.ShardHit FromWire(Interfaces.Shards.ShardHit hit) =>
        new(hit.Chunk, hit.Title, hit.Uri, hit.Metadata, new LegScores(hit.Bm25, hit.Vector));
}
