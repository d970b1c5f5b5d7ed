using System.Buffers;
using RagCluster.Lexical.Postings;
using RagCluster.Lexical.Sections;

namespace RagCluster.Lexical.Bm25;

/// <summary>
/// The scores of all rows of one segment for one query, term at a time: slow, plain, and what <see cref="Bm25Search"/> must agree with to
/// the last bit. Holds a rented buffer: dispose it.
/// </summary>
public sealed class SegmentScores : IDisposable
{
    private static readonly Comparer<RowScore> WorstFirst = Comparer<RowScore>.Create(
        static (left, right) => left.Score != right.Score ? left.Score.CompareTo(right.Score) : right.Row.CompareTo(left.Row)
    );

    private readonly int _rowCount;
    private double[] _scores;

    private SegmentScores(int rowCount)
    {
        _rowCount = rowCount;
        _scores = ArrayPool<double>.Shared.Rent(rowCount);
        _scores.AsSpan(0, rowCount).Clear();
    }

    /// <summary>Scores a segment; phrases are not looked at.</summary>
    /// <param name="query">The weighed query.</param>
    /// <param name="segment">The segment.</param>
    /// <param name="cancellationToken">Checked before every term.</param>
    public static SegmentScores Compute(Bm25Query query, LexicalSegment segment, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(segment);
        SegmentScores result = new(segment.RowCount);
        ReadOnlySpan<int> lengths = segment.RowLengths;
        ByteSink room = new();
        int[] matches = new int[query.MinimumMatch > 1 ? segment.RowCount : 0];
        for (int i = 0; i < query.Terms.Length; i++)
        {
            if (cancellationToken.IsCancellationRequested)
            {
                result.Dispose();
                cancellationToken.ThrowIfCancellationRequested();
            }

            if (!segment.TryOpen(query.Terms[i].Term, room, out PostingList list))
                continue;
            foreach (Posting posting in new PostingReader(list))
            {
                result._scores[posting.Row] += query.Score(query.Weights[i], posting.Frequency, lengths[posting.Row]);
                if (matches.Length > 0)
                    matches[posting.Row]++;
            }
        }

        for (int row = 0; row < matches.Length; row++)
        {
            if (matches[row] < query.MinimumMatch)
                result._scores[row] = 0;
        }

        return result;
    }

    /// <summary>A row's score; 0 when it holds fewer terms of the query than are asked for.</summary>
    /// <param name="row">The row.</param>
    public double this[int row] => row < _rowCount ? _scores[row] : throw new ArgumentOutOfRangeException(nameof(row));

    /// <summary>The best rows, best first, equal scores by row number; only rows with a score above 0.</summary>
    /// <param name="limit">The most rows.</param>
    /// <param name="rows">Which rows may be returned: one bit a row, 64 a word; empty for all rows.</param>
    public RowScore[] Best(int limit, ReadOnlySpan<ulong> rows)
    {
        PriorityQueue<RowScore, RowScore> heap = new(WorstFirst);
        double worst = 0;
        for (int row = 0; row < _rowCount; row++)
        {
            double score = _scores[row];
            if (score <= worst || !rows.IsEmpty && (rows[row >> 6] >> row & 1) == 0)
                continue;
            RowScore hit = new(row, score);
            if (heap.Count < limit)
                heap.Enqueue(hit, hit);
            else
                heap.EnqueueDequeue(hit, hit);
            if (heap.Count == limit)
                worst = heap.Peek().Score;
        }

        RowScore[] best = new RowScore[heap.Count];
        for (int i = best.Length - 1; i >= 0; i--)
            best[i] = heap.Dequeue();
        return best;
    }

    /// <summary>Gives the buffer back.</summary>
    public void Dispose()
    {
        if (_scores.Length > 0)
            ArrayPool<double>.Shared.Return(_scores);
        _scores = [];
    }
}
