using RagCluster.Lexical.TermDictionary;

namespace RagCluster.Lexical.Postings;

/// <summary>An immutable inverted index over rows 0 to n - 1. Safe for concurrent use.</summary>
public sealed class LexicalSegment
{
    private readonly byte[] _postings;
    private readonly int[] _postingOffsets;
    private readonly int[] _documentFrequencies;
    private readonly int[] _rowLengths;

    internal LexicalSegment(TermTable terms, byte[] postings, int[] postingOffsets, int[] documentFrequencies, int[] rowLengths)
    {
        Terms = terms;
        _postings = postings;
        _postingOffsets = postingOffsets;
        _documentFrequencies = documentFrequencies;
        _rowLengths = rowLengths;
    }

    /// <summary>The terms in byte order.</summary>
    public TermTable Terms { get; }

    /// <summary>Rows held.</summary>
    public int RowCount => _rowLengths.Length;

    /// <summary>Length of every row: its terms, each times the weight of its field.</summary>
    public ReadOnlySpan<int> RowLengths => _rowLengths;

    /// <summary>Bytes held.</summary>
    public long SizeBytes =>
        Terms.SizeBytes + _postings.Length + sizeof(int) * ((long)_postingOffsets.Length + _documentFrequencies.Length + _rowLengths.Length);

    /// <summary>Rows that hold the term, deleted ones included.</summary>
    /// <param name="ordinal">The term's ordinal in <see cref="Terms"/>.</param>
    public int DocumentFrequency(int ordinal) => _documentFrequencies[ordinal];

    /// <summary>The term's postings.</summary>
    /// <param name="ordinal">The term's ordinal in <see cref="Terms"/>.</param>
    public PostingReader Postings(int ordinal) =>
        new(_postings.AsSpan(_postingOffsets[ordinal], _postingOffsets[ordinal + 1] - _postingOffsets[ordinal]));

    /// <summary>Rows that hold the term and are set in a bitmap.</summary>
    /// <param name="ordinal">The term's ordinal in <see cref="Terms"/>.</param>
    /// <param name="rows">One bit a row, 64 a word; empty for all rows.</param>
    public int CountIn(int ordinal, ReadOnlySpan<ulong> rows)
    {
        if (rows.IsEmpty)
            return _documentFrequencies[ordinal];
        int count = 0;
        foreach (Posting posting in Postings(ordinal))
            count += (int)(rows[posting.Row >> 6] >> posting.Row & 1);
        return count;
    }
}
