using RagCluster.Grains.Interfaces.Shards;
using RagCluster.Lexical.Bm25;
using RagCluster.Shards;

namespace RagCluster.Grains.Shards;

/// <summary>Between the records on the wire and those of the shard library, which knows no wire.</summary>
internal static class ShardTranslation
{
    /// <summary>The query of a request.</summary>
    internal static ShardQuery ToQuery(ShardSearchRequest request) =>
        new()
        {
            Text = request.Text ?? "",
            Vector = request.Vector,
            Limit = request.Limit,
            Filter = request.Filter,
            Documents = request.Documents,
            View = request.View,
            Statistics = request.Statistics is { } statistics ? FromWire(statistics) : null,
            UseBm25 = request.Text is not null,
            UseVectors = request.Vector is not null,
            Exact = request.Exact,
            Recall = request.Recall ?? ShardQuery.DefaultRecall,
            Effort = request.Effort ?? 1,
        };

    /// <summary>The reply to a request.</summary>
    /// <param name="found">What was found.</param>
    /// <param name="position">What was searched.</param>
    /// <param name="effort">By what the calibrated search effort was multiplied; null for 1.</param>
    internal static ShardSearchReply ToWire(ShardSearchResult found, ShardPosition position, double? effort) =>
        new(found.Bm25, found.Vectors, position.Sequence)
        {
            Lineage = position.Lineage,
            Bm25Took = found.Bm25Took,
            VectorsTook = found.VectorsTook,
            Effort = effort,
        };

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
        new(reply.Bm25, reply.Vectors) { Bm25Took = reply.Bm25Took, VectorsTook = reply.VectorsTook };
}
