using RagCluster.Corpus.Chunks;
using RagCluster.Shards.Segments;

namespace RagCluster.Shards;

/// <summary>
/// What one shard found. Each leg stands best first, equal scores by chunk id, so that merging shards gives the same list for any number of
/// them.
/// </summary>
/// <param name="Bm25">Hits of the BM25 leg; empty when it did not run.</param>
/// <param name="Vectors">Hits of the vector leg; empty when it did not run.</param>
public sealed record ShardSearchResult(ShardHit[] Bm25, ShardHit[] Vectors)
{
    /// <summary>How long the BM25 leg took.</summary>
    public TimeSpan Bm25Took { get; init; }

    /// <summary>How long the vector leg took.</summary>
    public TimeSpan VectorsTook { get; init; }

    /// <summary>
    /// The result that one shard holding everything would have given, when all shards got the same query with the same summed statistics;
    /// legs took as long as the slowest shard's.
    /// </summary>
    /// <param name="parts">One result per shard.</param>
    /// <param name="limit">Hits of each leg; at most the limit that the shards were asked for.</param>
    public static ShardSearchResult Merge(IReadOnlyList<ShardSearchResult> parts, int limit)
    {
        ArgumentNullException.ThrowIfNull(parts);
        if (parts is [var one])
            return one with { Bm25 = First(one.Bm25, limit), Vectors = First(one.Vectors, limit) };
        return new ShardSearchResult(
            Best(parts.SelectMany(part => part.Bm25), hit => hit.Scores.Bm25, limit),
            Best(parts.SelectMany(part => part.Vectors), hit => hit.Scores.Vector, limit)
        )
        {
            Bm25Took = parts.Select(part => part.Bm25Took).DefaultIfEmpty().Max(),
            VectorsTook = parts.Select(part => part.VectorsTook).DefaultIfEmpty().Max(),
        };
    }

    /// <summary>
    /// The distinct hits of both legs in the order of their chunk ids: the candidates for a fusion that breaks ties by candidate number.
    /// </summary>
    public ShardHit[] Candidates()
    {
        (ShardHit Hit, int Place)[] places = new (ShardHit Hit, int Place)[Bm25.Length + Vectors.Length];
        for (int i = 0; i < places.Length; i++)
            places[i] = (i < Bm25.Length ? Bm25[i] : Vectors[i - Bm25.Length], i);
        // The places keep the order: of a chunk that both legs found the BM25 leg's hit comes first and stays.
        Array.Sort(places, static (left, right) => ByChunk(left.Hit, right.Hit) is not 0 and var order ? order : left.Place - right.Place);
        List<ShardHit> distinct = new(places.Length);
        foreach ((ShardHit hit, _) in places)
        {
            if (distinct.Count == 0 || ByChunk(distinct[^1], hit) != 0)
                distinct.Add(hit);
        }

        return [.. distinct];
    }

    private static int ByChunk(ShardHit left, ShardHit right) => ChunkOrder.Compare(left.Id, right.Id);

    private static ShardHit[] First(ShardHit[] hits, int limit) => hits.Length <= limit ? hits : hits[..limit];

    private static ShardHit[] Best(IEnumerable<ShardHit> hits, Func<ShardHit, double?> score, int limit) =>
        [.. hits.OrderByDescending(score).ThenBy(hit => hit.Id, Comparer<ChunkId>.Create(ChunkOrder.Compare)).Take(limit)];
}
