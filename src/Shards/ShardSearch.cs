using RagCluster.Lexical.Bm25;
using RagCluster.Shards.Filtering;
using RagCluster.Shards.Segments;
using RagCluster.Vectors.Flat;

namespace RagCluster.Shards;

/// <summary>
/// One search of one snapshot. The vector leg goes first: BM25 keeps a segment's scores only while it works on that segment, and that is when
/// the rows that the vector leg found get theirs.
/// </summary>
internal sealed class ShardSearch
{
    private readonly LiveSegment[] _segments;
    private readonly ShardQuery _query;
    private readonly float[]? _vector;
    private readonly Bm25Query? _bm25;
    private readonly CancellationToken _cancellationToken;

    internal ShardSearch(ShardSnapshot snapshot, ShardQuery query, float[]? unitVector, Bm25Query? bm25, CancellationToken cancellationToken)
    {
        _segments = snapshot.Segments;
        _query = query;
        _vector = unitVector;
        _bm25 = bm25;
        _cancellationToken = cancellationToken;
    }

    internal ShardSearchResult Run()
    {
        ulong[][] selections = [.. _segments.Select(live => RowSelection.Of(live, _query.Filter))];
        RowHit[] nearest = _vector is null ? [] : FindNearest(selections, _vector);
        var bm25OfNearest = new double?[nearest.Length];
        RowHit[] matching = _bm25 is null ? [] : FindMatching(selections, nearest, bm25OfNearest);
        return new ShardSearchResult(
            [.. matching.Select(hit => Show(hit, new LegScores(hit.Score, Similarity(hit))))],
            [.. nearest.Select((hit, i) => Show(hit, new LegScores(bm25OfNearest[i], hit.Score)))]);
    }

    private RowHit[] FindNearest(ulong[][] selections, float[] vector)
    {
        var hits = new List<RowHit>();
        for (int i = 0; i < _segments.Length; i++)
        {
            Segment segment = _segments[i].Segment;
            if (segment.Vectors is null)
                continue;
            ulong[] rows = RowBitmap.And(selections[i], segment.RowsWithVector);
            foreach (RowSimilarity near in segment.Vectors.Nearest(vector, _query.Limit, rows, _cancellationToken))
                hits.Add(new RowHit(i, near.Row, segment.ChunkAt(near.Row).Id, near.Similarity));
        }

        return RowHit.Best(hits, _query.Limit);
    }

    private RowHit[] FindMatching(ulong[][] selections, RowHit[] nearest, double?[] bm25OfNearest)
    {
        var hits = new List<RowHit>();
        for (int i = 0; i < _segments.Length; i++)
        {
            Segment segment = _segments[i].Segment;
            using var scores = SegmentScores.Compute(_bm25!, segment.Terms, _cancellationToken);
            foreach (RowScore best in scores.Best(_query.Limit, selections[i]))
                hits.Add(new RowHit(i, best.Row, segment.ChunkAt(best.Row).Id, best.Score));
            for (int near = 0; near < nearest.Length; near++)
            {
                if (nearest[near].SegmentIndex == i)
                    bm25OfNearest[near] = scores[nearest[near].Row];
            }
        }

        return RowHit.Best(hits, _query.Limit);
    }

    private double? Similarity(RowHit hit)
    {
        Segment segment = _segments[hit.SegmentIndex].Segment;
        return _vector is not null && segment.Vectors is not null && RowBitmap.Contains(segment.RowsWithVector, hit.Row)
            ? segment.Vectors.Similarity(_vector, hit.Row)
            : null;
    }

    private ShardHit Show(RowHit hit, LegScores scores)
    {
        Segment segment = _segments[hit.SegmentIndex].Segment;
        SegmentDocument document = segment.DocumentAt(hit.Row);
        return new ShardHit(segment.ChunkAt(hit.Row), document.Title, document.Uri, document.Metadata, scores);
    }
}
