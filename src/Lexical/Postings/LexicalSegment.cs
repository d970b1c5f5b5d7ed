using System.Buffers;
using System.Runtime.InteropServices;
using RagCluster.Lexical.Sections;
using RagCluster.Lexical.TermDictionary;

namespace RagCluster.Lexical.Postings;

/// <summary>
/// An immutable inverted index over rows 0 to n - 1, read in place from the bytes of its section: opening copies nothing and touches the
/// header only. Safe for concurrent use.
/// </summary>
public sealed class LexicalSegment
{
    private const int EntryIntegers = 3;

    private readonly ReadOnlyMemory<byte> _section;
    private readonly SectionHeader _header;

    private LexicalSegment(ReadOnlyMemory<byte> section)
    {
        _section = section;
        _header = SectionHeader.Read(section.Span);
        Require(SectionPart.RowLengths, (long)RowCount * sizeof(int));
        Require(SectionPart.LengthCodes, RowCount);
        Require(SectionPart.TermEntries, (long)_header.TermCount * EntryIntegers * sizeof(int));
        if (CodeLengths.Length is < 1 or > LengthCodes.CodesMax || CodeLengths.ContainsAnyInRange(int.MinValue, -1))
            throw CheckedBytes.Damaged($"{CodeLengths.Length} length codes");
        Terms = new TermTable(_header.TermCount, Memory(SectionPart.TermIndex), Memory(SectionPart.TermText));
    }

    /// <summary>The terms in byte order.</summary>
    public TermTable Terms { get; }

    /// <summary>Rows held.</summary>
    public int RowCount => _header.RowCount;

    /// <summary>Length of every row: its terms, each times the weight of its field.</summary>
    public ReadOnlySpan<int> RowLengths => MemoryMarshal.Cast<byte, int>(Bytes(SectionPart.RowLengths));

    /// <summary>Bytes of the section.</summary>
    public long SizeBytes => _section.Length;

    /// <summary>Whether positions are held, without which a phrase can't be matched.</summary>
    public bool HasPositions => _header[SectionPart.Positions].Length > 0;

    internal LengthTable Lengths => new(Bytes(SectionPart.LengthCodes), CodeLengths);

    private ReadOnlySpan<int> CodeLengths => MemoryMarshal.Cast<byte, int>(Bytes(SectionPart.CodeLengths));

    /// <summary>Opens a section in place.</summary>
    /// <param name="section">What <c>WriteTo</c> wrote; must stay unchanged and readable as long as the segment is used.</param>
    /// <exception cref="InvalidDataException">It is no lexical section, of another version, cut off or damaged.</exception>
    public static LexicalSegment Open(ReadOnlyMemory<byte> section) => new(section);

    /// <summary>Writes the section, from its header to its end, to be placed at a multiple of 64 bytes.</summary>
    /// <param name="destination">Takes <see cref="SizeBytes"/> bytes.</param>
    public void WriteTo(IBufferWriter<byte> destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        destination.Write(_section.Span);
    }

    /// <summary>Writes the section, from its header to its end, to be placed at a multiple of 64 bytes.</summary>
    /// <param name="destination">Takes <see cref="SizeBytes"/> bytes.</param>
    public void WriteTo(Stream destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        destination.Write(_section.Span);
    }

    /// <summary>Rows that hold the term, deleted ones included.</summary>
    /// <param name="ordinal">The term's ordinal in <see cref="Terms"/>.</param>
    /// <exception cref="InvalidDataException">The section is damaged.</exception>
    public int DocumentFrequency(int ordinal) => Entry(ordinal)[0];

    /// <summary>The term's postings.</summary>
    /// <param name="ordinal">The term's ordinal in <see cref="Terms"/>.</param>
    /// <exception cref="InvalidDataException">The section is damaged.</exception>
    public PostingReader Postings(int ordinal) => new(List(ordinal));

    /// <summary>Rows that hold the term and are set in a bitmap.</summary>
    /// <param name="ordinal">The term's ordinal in <see cref="Terms"/>.</param>
    /// <param name="rows">One bit a row, 64 a word; empty for all rows.</param>
    /// <exception cref="InvalidDataException">The section is damaged.</exception>
    public int CountIn(int ordinal, ReadOnlySpan<ulong> rows)
    {
        if (rows.IsEmpty)
            return DocumentFrequency(ordinal);
        return CountIn(List(ordinal), rows);
    }

    private static int CountIn(in PostingList list, ReadOnlySpan<ulong> rows)
    {
        if (rows.IsEmpty)
            return list.Count;
        BlockBuffer buffer = default;
        BlockBuffer frequencies = default;
        int count = 0;
        for (int block = 0; block < list.BlockCount; block++)
        {
            foreach (int row in buffer[..list.ReadRows(block, buffer, frequencies)])
                count += (int)(rows[row >> 6] >> row & 1);
        }

        return count;
    }

    /// <summary>Rows that hold a term, or any term with a beginning (<c>word*</c>), and are set in a bitmap.</summary>
    /// <param name="term">The analysed term or beginning.</param>
    /// <param name="rows">One bit a row, 64 a word; empty for all rows.</param>
    /// <exception cref="InvalidDataException">The section is damaged.</exception>
    public int CountIn(string term, ReadOnlySpan<ulong> rows)
    {
        ArgumentNullException.ThrowIfNull(term);
        return TryOpen(term, new ByteSink(), out PostingList list) ? CountIn(list, rows) : 0;
    }

    /// <summary>Opens the postings of a term or beginning.</summary>
    /// <param name="term">The analysed term or beginning.</param>
    /// <param name="room">Takes the list of a beginning, and must stay as it is while that is read.</param>
    /// <param name="list">The list.</param>
    internal bool TryOpen(string term, ByteSink room, out PostingList list)
    {
        list = default;
        if (term.EndsWith(Bm25.QueryTerm.PrefixMark))
        {
            int start = room.Length;
            int count = PrefixPostings.Encode(this, term.AsSpan(0, term.Length - 1), room);
            if (count > 0)
                list = new PostingList(room.Written, start, count, RowCount);
            return count > 0;
        }

        if (Terms.Find(term) is not { } ordinal)
            return false;
        list = List(ordinal);
        return true;
    }

    /// <summary>The term's positions, row by row.</summary>
    internal PositionRuns Positions(int ordinal)
    {
        TermEntry entry = Locate(ordinal);
        return new PositionRuns(Bytes(SectionPart.Positions), entry.PositionsOffset, entry.Count);
    }

    internal TermEntry Locate(int ordinal)
    {
        ReadOnlySpan<int> entry = Entry(ordinal);
        return new TermEntry(entry[0], entry[1], entry[2]);
    }

    internal PostingList List(int ordinal)
    {
        TermEntry entry = Locate(ordinal);
        return new PostingList(Bytes(SectionPart.Postings), entry.PostingsOffset, entry.Count, RowCount);
    }

    internal ReadOnlySpan<byte> Bytes(SectionPart part)
    {
        (int offset, int length) = _header[part];
        return _section.Span.Slice(offset, length);
    }

    private ReadOnlyMemory<byte> Memory(SectionPart part)
    {
        (int offset, int length) = _header[part];
        return _section.Slice(offset, length);
    }

    private ReadOnlySpan<int> Entry(int ordinal) =>
        MemoryMarshal.Cast<byte, int>(Bytes(SectionPart.TermEntries)).Slice(ordinal * EntryIntegers, EntryIntegers);

    private void Require(SectionPart part, long lengthBytes)
    {
        if (_header[part].Length != lengthBytes)
            throw CheckedBytes.Damaged($"part {part} has {_header[part].Length} bytes instead of {lengthBytes}");
    }
}
