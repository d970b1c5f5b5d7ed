using System.Diagnostics;
using RagCluster.Corpus.Chunks;
using RagCluster.Lexical.Bm25;
using RagCluster.Shards.Filtering;
using RagCluster.Shards.Segments;
using RagCluster.Vectors.Distances;
using RagCluster.Vectors.Flat;
using RagCluster.Vectors.Rows;

namespace RagCluster.Shards;

/// <summary>
/// One search of one snapshot as its caller sees it. The vector leg goes first, so that the rows that it found get their BM25 score with
/// the others.
/// </summary>
internal sealed class ShardSearch
{
    private readonly VisibleRows[] _segments;
    private readonly ShardQuery _query;
    private readonly float[]? _vector;
    private readonly Bm25Query? _bm25;
    private readonly CancellationToken _cancellationToken;

    internal ShardSearch(
        VisibleRows[] segments,
        ShardQuery query,
        float[]? unitVector,
        Bm25Query? bm25,
        CancellationToken cancellationToken
    )
    {
        _segments = segments;
        _query = query;
        _vector = unitVector;
        _bm25 = bm25;
        _cancellationToken = cancellationToken;
    }

    internal ShardSearchResult Run()
    {
        ulong[][] selections = [.. _segments.Select(visible => RowSelection.Of(visible, _query.Filter, _query.Documents))];
        long began = Stopwatch.GetTimestamp();
        RowHit[] nearest = _vector is null ? [] : FindNearest(selections, _vector);
        TimeSpan vectorsTook = _vector is null ? TimeSpan.Zero : ShardsMeter.Record("vector", began);
        began = Stopwatch.GetTimestamp();
        double?[] bm25OfNearest = new double?[nearest.Length];
        RowHit[] matching = _bm25 is null ? [] : FindMatching(selections, nearest, bm25OfNearest);
        TimeSpan bm25Took = _bm25 is null ? TimeSpan.Zero : ShardsMeter.Record("bm25", began);
        FoundRows rows = new(matching.Length + nearest.Length);
        return new ShardSearchResult(
            [.. matching.Select(hit => rows.ToHit(hit, new LegScores(hit.Score, Similarity(hit))))],
            [.. nearest.Select((hit, i) => rows.ToHit(hit, new LegScores(bm25OfNearest[i], hit.Score)))]
        )
        {
            Bm25Took = bm25Took,
            VectorsTook = vectorsTook,
        };
    }

    private RowHit[] FindNearest(ulong[][] selections, float[] vector)
    {
        List<RowHit> hits = new();
        RowSimilarity[] nearest = new RowSimilarity[_query.Limit];
        for (int i = 0; i < _segments.Length; i++)
        {
            Segment segment = _segments[i].Segment;
            if (segment.Vectors is null || nearest.Length == 0)
                continue;
            _cancellationToken.ThrowIfCancellationRequested();
            foreach (RowSimilarity near in NearestIn(segment, selections[i], vector, LeastUseful(hits), nearest))
                hits.Add(new RowHit(i, segment, near.Row, near.Similarity));
            if (hits.Count > _query.Limit)
                hits = [.. RowHit.Best(hits, _query.Limit)];
        }

        return RowHit.Best(hits, _query.Limit);
    }

    // Once there are as many as wanted, none is of use that is farther than the last of them.
    private double LeastUseful(List<RowHit> hits) => hits.Count < _query.Limit ? double.NegativeInfinity : hits.Min(hit => hit.Score);

    private ReadOnlySpan<RowSimilarity> NearestIn(
        Segment segment,
        ulong[] selection,
        float[] vector,
        double leastSimilarity,
        RowSimilarity[] nearest
    )
    {
        if (!_query.Exact && segment.Graph is { } graph)
        {
            RowFilter filter = selection.Length == 0 ? default : new RowFilter(selection, RowBitmap.Count(selection));
            return nearest.AsSpan(0, graph.Search(vector, _query.Recall, filter, nearest, _query.Effort));
        }

        ulong[] rows = RowBitmap.And(selection, segment.RowsWithVector);
        if (_query.Exact || _query.Recall >= 1 || segment.Codes is not { } codes)
            return FlatSearch.Nearest(segment.Vectors!.Whole(), Metric.Cosine, vector, _query.Limit, rows, _cancellationToken);
        return nearest.AsSpan(
            0,
            codes.Search(vector, rows.Length == 0 ? default : new RowFilter(rows, RowBitmap.Count(rows)), leastSimilarity, nearest)
        );
    }

    private RowHit[] FindMatching(ulong[][] selections, RowHit[] nearest, double?[] bm25OfNearest)
    {
        List<RowHit> hits = new();
        RowScore[] best = new RowScore[_query.Limit];
        for (int i = 0; i < _segments.Length; i++)
        {
            Segment segment = _segments[i].Segment;
            int count = Bm25Search.Find(_bm25!, segment.Terms, selections[i], best, _cancellationToken);
            foreach (RowScore found in best.AsSpan(0, count))
                hits.Add(new RowHit(i, segment, found.Row, found.Score));
            for (int near = 0; near < nearest.Length; near++)
            {
                if (nearest[near].SegmentIndex == i)
                    bm25OfNearest[near] = Bm25Search.Score(_bm25!, segment.Terms, nearest[near].Row);
            }
        }

        return RowHit.Best(hits, _query.Limit);
    }

    private double? Similarity(RowHit hit)
    {
        Segment segment = hit.Segment;
        return _vector is not null && segment.Vectors is not null && RowBitmap.Contains(segment.RowsWithVector, hit.Row)
            ? VectorMath.Similarity(Metric.Cosine, _vector, segment.Vectors[hit.Row])
            : null;
    }
}
