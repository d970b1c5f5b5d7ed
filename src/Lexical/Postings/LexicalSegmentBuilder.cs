using System.Runtime.InteropServices;
using System.Text;
using RagCluster.Lexical.Analysis;

namespace RagCluster.Lexical.Postings;

/// <summary>Collects rows of text and builds a <see cref="LexicalSegment"/> from them. For one thread.</summary>
public sealed class LexicalSegmentBuilder : ITermSink
{
    // Positions between two fields, so that no phrase is found across them.
    private const int FieldGap = 100;

    private readonly Dictionary<string, TermAccumulator> _terms = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TermAccumulator>.AlternateLookup<ReadOnlySpan<char>> _byText;
    private readonly List<int> _rowLengths = [];
    private readonly TextAnalyzer _analyzer;
    private readonly FieldBoosts _boosts;
    private TextAnalyzer _ofRow;
    private int _weight;
    private int _position;

    /// <summary>Creates a builder without rows.</summary>
    /// <param name="analyzer">Finds the terms.</param>
    public LexicalSegmentBuilder(TextAnalyzer analyzer)
        : this(analyzer, FieldBoosts.Even) { }

    /// <summary>Creates a builder without rows.</summary>
    /// <param name="analyzer">Finds the terms.</param>
    /// <param name="boosts">How often a term of each field counts.</param>
    public LexicalSegmentBuilder(TextAnalyzer analyzer, FieldBoosts boosts)
    {
        ArgumentNullException.ThrowIfNull(analyzer);
        ArgumentNullException.ThrowIfNull(boosts);
        _ofRow = _analyzer = analyzer;
        _boosts = boosts;
        _byText = _terms.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>Begins the next row; later fields belong to it.</summary>
    public void BeginRow() => BeginRow(_analyzer);

    /// <summary>Begins the next row, which is of one of the analyzer's languages; later fields belong to it.</summary>
    /// <param name="analyzer">What <see cref="TextAnalyzer.ForText"/> gave for the row.</param>
    public void BeginRow(TextAnalyzer analyzer)
    {
        ArgumentNullException.ThrowIfNull(analyzer);
        _ofRow = analyzer;
        _rowLengths.Add(0);
        _position = -1;
    }

    /// <summary>Adds a field's text to the current row, boosted as the builder was told.</summary>
    /// <param name="text">The text.</param>
    /// <param name="field">The field.</param>
    /// <exception cref="InvalidOperationException">No row was begun.</exception>
    public void AddField(ReadOnlySpan<char> text, TextField field) => AddField(text, _boosts.Of(field));

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
        if (_position >= 0)
            _position += FieldGap;
        _ofRow.Analyze(text, this);
    }

    /// <summary>Builds the segment; the builder is not used afterwards.</summary>
    public LexicalSegment Build()
    {
        (byte[] Text, TermAccumulator Held)[] terms = new (byte[] Text, TermAccumulator Held)[_terms.Count];
        int next = 0;
        foreach ((string term, TermAccumulator held) in _terms)
            terms[next++] = (Encoding.UTF8.GetBytes(term), held);
        Array.Sort(terms, static (left, right) => left.Text.AsSpan().SequenceCompareTo(right.Text));

        LexicalSegmentWriter writer = new([.. _rowLengths]);
        foreach ((byte[] text, TermAccumulator held) in terms)
        {
            held.Finish();
            writer.Append(text, CollectionsMarshal.AsSpan(held.Postings), held.Runs.Written);
        }

        return writer.Finish();
    }

    void ITermSink.Add(ReadOnlySpan<char> term, TermPlace place)
    {
        int row = _rowLengths.Count - 1;
        _rowLengths[row] += _weight;
        _position = Math.Max(0, _position + place.Step);
        if (!_byText.TryGetValue(term, out TermAccumulator? held))
            _byText[term] = held = new TermAccumulator();
        held.Add(row, _weight, _position);
    }
}
