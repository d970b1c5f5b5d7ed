using System.Runtime.InteropServices;
using RagCluster.Lexical.Sections;

namespace RagCluster.Lexical.Postings;

/// <summary>One term's postings and positions from several segments, brought into the order of the new rows.</summary>
internal sealed class MergedPostings
{
    private readonly List<(int Offset, int Length)> _places = [];
    private ByteSink _spare = new();
    private bool _isSorted;

    internal List<Posting> Postings { get; } = [];

    /// <summary>The runs of <see cref="PositionRuns"/>, in the order of the postings once sorted.</summary>
    internal ByteSink Runs { get; private set; } = new();

    internal void Clear()
    {
        Postings.Clear();
        Runs.Clear();
        _places.Clear();
        _isSorted = true;
    }

    internal void Add(MergeSource source, int ordinal)
    {
        bool hasPositions = source.Segment.HasPositions;
        ReadOnlySpan<byte> runs = hasPositions ? source.Segment.Positions(ordinal).Bytes : [];
        foreach (Posting posting in source.Segment.Postings(ordinal))
        {
            int length = hasPositions ? PositionRuns.LengthOf(runs) : 0;
            ReadOnlySpan<byte> run = runs[..length];
            runs = runs[length..];
            int row = source.NewRows[posting.Row];
            if (row == MergeSource.Dropped)
                continue;
            _isSorted &= Postings.Count == 0 || Postings[^1].Row < row;
            Postings.Add(posting with { Row = row });
            _places.Add((Runs.Length, length));
            Runs.Write(run);
        }
    }

    internal void Sort()
    {
        if (_isSorted)
            return;
        CollectionsMarshal.AsSpan(Postings).Sort(CollectionsMarshal.AsSpan(_places), static (left, right) => left.Row.CompareTo(right.Row));
        _spare.Clear();
        foreach ((int offset, int length) in _places)
            _spare.Write(Runs.Written.Slice(offset, length));
        (Runs, _spare) = (_spare, Runs);
    }
}
