using System.Runtime.InteropServices;
using System.Text;
using RagCluster.Lexical.Analysis;

namespace RagCluster.Lexical.Postings;

/// <summary>Collects rows of text and builds a <see cref="LexicalSegment"/> from them. For one thread.</summary>
public sealed class LexicalSegmentBuilder : ITermSink
{
    private readonly Dictionary<string, List<Posting>> _postings = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Posting>>.AlternateLookup<ReadOnlySpan<char>> _byText;
    private readonly List<int> _rowLengths = [];
    private readonly TextAnalyzer _analyzer;
    private int _weight;

    /// <summary>Creates a builder without rows.</summary>
    /// <param name="analyzer">Finds the terms.</param>
    public LexicalSegmentBuilder(TextAnalyzer analyzer)
    {
        _analyzer = analyzer;
        _byText = _postings.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>Begins the next row; later fields belong to it.</summary>
    public void BeginRow() => _rowLengths.Add(0);

    /// <summary>Adds a field's text to the current row.</summary>
    /// <param name="text">The text.</param>
    /// <param name="weight">How often each term counts; at least 1.</param>
    /// <exception cref="InvalidOperationException">No row was begun.</exception>
    public void AddField(ReadOnlySpan<char> text, int weight)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(weight, 1);
        if (_rowLengths.Count == 0)
            throw new InvalidOperationException("A field needs a row: call BeginRow first.");
        _weight = weight;
        _analyzer.Analyze(text, this);
    }

    /// <summary>Builds the segment; the builder is not used afterwards.</summary>
    public LexicalSegment Build()
    {
        var terms = new (byte[] Text, List<Posting> Postings)[_postings.Count];
        int next = 0;
        foreach ((string term, List<Posting> postings) in _postings)
            terms[next++] = (Encoding.UTF8.GetBytes(term), postings);
        Array.Sort(terms, static (left, right) => left.Text.AsSpan().SequenceCompareTo(right.Text));

        var writer = new LexicalSegmentWriter([.. _rowLengths]);
        foreach ((byte[] text, List<Posting> postings) in terms)
            writer.Append(text, CollectionsMarshal.AsSpan(postings));
        return writer.Finish();
    }

    void ITermSink.Add(ReadOnlySpan<char> term)
    {
        int row = _rowLengths.Count - 1;
        _rowLengths[row] += _weight;
        if (!_byText.TryGetValue(term, out List<Posting>? postings))
            _byText[term] = postings = [];

        Span<Posting> held = CollectionsMarshal.AsSpan(postings);
        if (held.Length > 0 && held[^1].Row == row)
            held[^1] = new Posting(row, held[^1].Frequency + _weight);
        else
            postings.Add(new Posting(row, _weight));
    }
}
