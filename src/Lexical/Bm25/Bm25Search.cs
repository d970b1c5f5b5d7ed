using RagCluster.Lexical.Postings;
using RagCluster.Lexical.Sections;

namespace RagCluster.Lexical.Bm25;

/// <summary>
/// The best rows of a segment, the same to the last bit as scoring every row (<see cref="SegmentScores"/>) and taking the best, without
/// reading what cannot matter. Nothing is allocated once a thread has searched before.
/// </summary>
public static class Bm25Search
{
    /// <summary>Finds the best rows, best first, equal scores by row number.</summary>
    /// <param name="query">The weighed query.</param>
    /// <param name="segment">The segment.</param>
    /// <param name="rows">Which rows may be returned: one bit a row, 64 a word; empty for all rows.</param>
    /// <param name="best">Takes the rows; its length is the most that are wanted.</param>
    /// <param name="cancellationToken">Checked every few thousand rows.</param>
    /// <returns>Rows found.</returns>
    /// <exception cref="InvalidDataException">The segment's section is damaged.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static int Find(
        Bm25Query query,
        LexicalSegment segment,
        ReadOnlySpan<ulong> rows,
        Span<RowScore> best,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(segment);
        if (!rows.IsEmpty)
            ArgumentOutOfRangeException.ThrowIfLessThan(rows.Length * 64L, segment.RowCount, nameof(rows));
        cancellationToken.ThrowIfCancellationRequested();
        if (best.IsEmpty || query.Terms.Length == 0)
            return 0;
        SearchRoom room = SearchRoom.Take(query.Terms.Length);
        RowJudge judge = new(query, segment, rows, best, room);
        if (!judge.IsHopeless)
        {
            if (judge.HasRequired)
                RequiredSearch.Run(ref judge, cancellationToken);
            else
                OptionalSearch.Run(ref judge, cancellationToken);
        }

        room.GiveBack();
        return judge.Finish();
    }

    /// <summary>
    /// One row's score, the same as it has among the best; 0 when it holds no term of the query. Asks for no phrase and no number of terms.
    /// </summary>
    /// <param name="query">The weighed query.</param>
    /// <param name="segment">The segment.</param>
    /// <param name="row">The row.</param>
    /// <exception cref="InvalidDataException">The segment's section is damaged.</exception>
    public static double Score(Bm25Query query, LexicalSegment segment, int row)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(segment);
        int length = segment.RowLengths[row];
        double score = 0;
        ByteSink room = new();
        for (int i = 0; i < query.Terms.Length; i++)
        {
            if (!segment.TryOpen(query.Terms[i].Term, room, out PostingList list))
                continue;
            int frequency = list.FrequencyOf(row);
            if (frequency > 0)
                score += query.Score(query.Weights[i], frequency, length);
        }

        return score;
    }
}
