using RagCluster.Lexical.Sections;

namespace RagCluster.Lexical.Bm25;

/// <summary>
/// The memory that one search works in, kept by its thread for the next: about 260 kB, and 2 kB for every term of the longest query.
/// </summary>
internal sealed class SearchRoom
{
    // What a rare long query needed is given back.
    private const int PooledTermsMax = 64;

    private const int PooledExpansionsMax = 1 << 20;

    [ThreadStatic]
    private static SearchRoom? _pooled;

    private TermCursor[] _cursors = [];

    internal WindowTable Windows { get; } = new();

    /// <summary>The sums of a window's rows; all 0 between windows.</summary>
    internal float[] Sums { get; } = new float[WindowTable.Rows];

    internal CandidateRows Candidates { get; } = new();

    internal ExactScores Exact { get; } = new();

    internal PhraseMatcher Phrase { get; } = new();

    /// <summary>Lists made for one search, of all terms with one beginning.</summary>
    internal ByteSink Expanded { get; } = new();

    internal OpenTerms Open { get; } = new();

    internal float[] Norms { get; } = new float[Postings.LengthCodes.CodesMax];

    /// <summary>The terms of a window in the order in which they are looked up from the end.</summary>
    internal int[] Order { get; private set; } = [];

    /// <summary>At i the sum of the bounds of the first i terms of <see cref="Order"/>.</summary>
    internal float[] Before { get; private set; } = [];

    internal static SearchRoom Take(int terms)
    {
        SearchRoom room = _pooled ?? new SearchRoom();
        _pooled = null;
        room.Expanded.Clear();
        room.Reserve(terms);
        return room;
    }

    internal void GiveBack()
    {
        if (_cursors.Length <= PooledTermsMax && Expanded.Length <= PooledExpansionsMax)
            _pooled = this;
    }

    internal TermCursor Cursor(int place) => _cursors[place];

    private void Reserve(int terms)
    {
        if (_cursors.Length >= terms)
            return;
        int held = _cursors.Length;
        Array.Resize(ref _cursors, terms);
        for (int i = held; i < terms; i++)
            _cursors[i] = new TermCursor();
        Open.Reserve(terms);
        Order = new int[terms];
        Before = new float[terms + 1];
    }
}
