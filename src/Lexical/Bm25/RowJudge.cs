using RagCluster.Lexical.Postings;
using RagCluster.Lexical.Sections;

namespace RagCluster.Lexical.Bm25;

/// <summary>
/// What both ways of searching share: the lists, the best rows so far, and the last step, in which a row that its bounds let through gets
/// its exact score, summed in the order of the query's terms like everywhere.
/// </summary>
internal ref struct RowJudge
{
    private readonly ReadOnlySpan<byte> _postings;
    private readonly ReadOnlySpan<byte> _positions;
    private readonly ReadOnlySpan<int> _lengths;
    private readonly ReadOnlySpan<ulong> _rows;
    private readonly Bm25Query _query;
    private readonly SearchRoom _room;
    private TopRows _best;

    internal RowJudge(Bm25Query query, LexicalSegment segment, ReadOnlySpan<ulong> rows, Span<RowScore> best, SearchRoom room)
    {
        _query = query;
        _room = room;
        _rows = rows;
        _best = new TopRows(best);
        _postings = segment.Bytes(SectionPart.Postings);
        _positions = segment.Bytes(SectionPart.Positions);
        _lengths = segment.RowLengths;
        Span<float> norms = room.Norms;
        norms.Clear();
        LengthTable lengths = segment.Lengths;
        ReadOnlySpan<int> codeLengths = lengths.CodeLengths;
        for (int code = 0; code < codeLengths.Length; code++)
            norms[code] = MathF.BitDecrement((float)query.Norm(codeLengths[code]));
        Norms = new LengthNorms(lengths.Codes, norms);
        OpenCursors(segment);
    }

    /// <summary>The query's terms that the segment holds.</summary>
    internal int TermCount { get; private set; }

    /// <summary>Whether a hit must hold certain terms.</summary>
    internal bool HasRequired { get; private set; }

    /// <summary>Whether the segment lacks too many terms for any row to be a hit.</summary>
    internal bool IsHopeless { get; private set; }

    internal LengthNorms Norms { get; }

    internal readonly SearchRoom Room => _room;

    internal readonly int RowCount => _lengths.Length;

    /// <summary>A row whose bound is below it is no hit.</summary>
    internal float Threshold { get; private set; }

    internal readonly PostingList List(TermCursor cursor) =>
        new(cursor.IsExpanded ? _room.Expanded.Written : _postings, cursor.Entry.PostingsOffset, cursor.Count, RowCount);

    /// <summary>Whether any row of a window may be returned.</summary>
    internal readonly bool HasRows(int window)
    {
        const int words = WindowTable.Rows / 64;
        return _rows.IsEmpty || _rows[(window * words)..Math.Min(_rows.Length, (window + 1) * words)].ContainsAnyExcept(0UL);
    }

    internal readonly int Finish()
    {
        _best.Sort();
        return _best.Count;
    }

    /// <summary>
    /// Looks the first <paramref name="open"/> terms of the order up for the candidates of a window, and scores those that stay.
    /// </summary>
    internal void Settle(int window, int open)
    {
        CandidateRows candidates = _room.Candidates;
        if (!_rows.IsEmpty)
            candidates.KeepOnly(_rows);
        for (int i = open - 1; i >= 0 && candidates.Count > 0; i--)
        {
            TermCursor cursor = _room.Cursor(_room.Order[i]);
            candidates.Refine(
                cursor,
                List(cursor),
                _room.Windows.FirstBlock(cursor.Term, window),
                new RefineLimits(_room.Before[i], _room.Before[i + 1], Threshold)
            );
        }

        // The rows with the highest bounds go first: they lift the threshold over most others.
        float first = candidates.Best(_best.Limit);
        ScoreThose(window, Math.Max(first, Threshold), float.PositiveInfinity);
        if (first > Threshold)
            ScoreThose(window, Threshold, first);
        candidates.Clear();
    }

    private void ScoreThose(int window, float least, float end)
    {
        ExactScores exact = _room.Exact;
        exact.Pick(_room.Candidates, least, end);
        for (int i = 0; i < TermCount && exact.Count > 0; i++)
        {
            TermCursor cursor = _room.Cursor(i);
            cursor.Rewind(_room.Windows.FirstBlock(cursor.Term, window));
            exact.Add(_query, cursor, List(cursor), _lengths);
        }

        for (int i = 0; i < exact.Count; i++)
        {
            bool isHit = exact.Matches(i) >= _query.MinimumMatch && exact.Score(i) >= _best.Threshold && HoldsPhrases(exact.Row(i), window);
            // A bound in single precision never lies below the score; rounded down, the threshold stays comparable with it.
            if (isHit && _best.Offer(exact.Row(i), exact.Score(i)))
                Threshold = MathF.BitDecrement((float)_best.Threshold);
        }
    }

    // Every word of a phrase was required, so the row holds them all.
    private readonly bool HoldsPhrases(int row, int window)
    {
        for (int i = 0; i < _query.Phrases.Count && !_positions.IsEmpty; i++)
        {
            _room.Phrase.Begin();
            foreach (PhraseWord word in _query.Phrases[i].Words)
            {
                int place = 0;
                while (_room.Cursor(place).QueryTerm != word.Term)
                    place++;
                TermCursor cursor = _room.Cursor(place);
                if (cursor.IsExpanded)
                    continue;
                PostingList list = List(cursor);
                cursor.Rewind(_room.Windows.FirstBlock(cursor.Term, window));
                cursor.FrequencyOf(list, row, cursor.Seek(list, row));
                new PositionRuns(_positions, cursor.Entry.PositionsOffset, cursor.Count).Read(cursor.FoundIndex, _room.Phrase.Positions);
                if (!_room.Phrase.Continue(word.Position))
                    return false;
            }
        }

        return true;
    }

    private void OpenCursors(LexicalSegment segment)
    {
        double slack = 1 + Bm25Query.RoundingSlack * (_query.Terms.Length + 8);
        for (int term = 0; term < _query.Terms.Length; term++)
        {
            bool isExpanded = _query.Terms[term].IsPrefix;
            TermEntry? found = isExpanded ? Expand(segment, _query.Terms[term].Term) : Find(segment, _query.Terms[term].Term);
            bool isRequired = _query.Requires(term);
            if (found is not { } entry)
            {
                IsHopeless |= isRequired;
                continue;
            }

            TermCursor cursor = _room.Cursor(TermCount);
            cursor.Open(TermCount, term, entry, isExpanded, _query.Weights[term] * slack);
            cursor.IsRequired = isRequired;
            HasRequired |= isRequired;
            TermCount++;
        }

        IsHopeless |= TermCount < Math.Max(1, _query.MinimumMatch);
        if (IsHopeless)
            return;
        _room.Windows.Reset(RowCount, TermCount);
        for (int i = 0; i < TermCount; i++)
        {
            TermCursor cursor = _room.Cursor(i);
            cursor.Bound(List(cursor), Norms, _room.Windows);
        }
    }

    private readonly TermEntry? Expand(LexicalSegment segment, string term)
    {
        int start = _room.Expanded.Length;
        int count = PrefixPostings.Encode(segment, term.AsSpan(0, term.Length - 1), _room.Expanded);
        return count > 0 ? new TermEntry(count, start, 0) : null;
    }

    private static TermEntry? Find(LexicalSegment segment, string term) =>
        segment.Terms.Find(term) is { } ordinal ? segment.Locate(ordinal) : null;
}
