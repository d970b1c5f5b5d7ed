using RagCluster.Lexical.Sections;

namespace RagCluster.Lexical.Postings;

/// <summary>One encoded posting list, opened without decoding any block; see <see cref="PostingListEncoder"/>.</summary>
internal readonly ref struct PostingList
{
    private const int DirectoryEntryBytes = 2 * sizeof(int) + BlockImpacts.Count * sizeof(uint);
    private const int WidthsBytes = 2;

    private readonly ReadOnlySpan<byte> _blocks;
    private readonly ReadOnlySpan<int> _offsets;
    private readonly int _rowCount;

    /// <summary>Opens a list.</summary>
    /// <param name="postings">The part of all lists.</param>
    /// <param name="offset">Where the list begins, before alignment.</param>
    /// <param name="count">Its postings.</param>
    /// <param name="rowCount">Rows of the segment.</param>
    internal PostingList(ReadOnlySpan<byte> postings, int offset, int count, int rowCount)
    {
        if (count < 1 || count > rowCount)
            throw CheckedBytes.Damaged($"a term has {count} postings of {rowCount} rows");
        Count = count;
        _rowCount = rowCount;
        if (count < BlockPacking.Length)
        {
            _blocks = CheckedBytes.Slice(postings, offset, postings.Length - (long)offset);
            return;
        }

        int blocks = BlockCount;
        long start = offset + (long)(-offset & (sizeof(int) - 1));
        LastRows = CheckedBytes.Integers(postings, start, blocks);
        _offsets = CheckedBytes.Integers(postings, start + (long)blocks * sizeof(int), blocks);
        Corners = CheckedBytes.Integers(postings, start + 2L * blocks * sizeof(int), blocks * BlockImpacts.Count);
        start += (long)blocks * DirectoryEntryBytes;
        _blocks = CheckedBytes.Slice(postings, start, postings.Length - start);
    }

    internal int Count { get; }

    internal int BlockCount => (Count + BlockPacking.Length - 1) / BlockPacking.Length;

    /// <summary>The last row of every block; empty for a list without directory.</summary>
    internal ReadOnlySpan<int> LastRows { get; }

    /// <summary>The corners of every block's bound; empty for a list without directory.</summary>
    internal ReadOnlySpan<int> Corners { get; }

    internal int LengthOf(int block) => Math.Min(BlockPacking.Length, Count - block * BlockPacking.Length);

    /// <summary>The least row that the block after this one can hold; 0 for block -1.</summary>
    internal int FirstRowAfter(int block) => block < 0 ? 0 : LastRows[block] + 1;

    /// <summary>The frequency of one row; 0 when the list doesn't hold it.</summary>
    internal int FrequencyOf(int row)
    {
        int block = LastRows.IsEmpty ? 0 : LastRows.BinarySearch(row);
        block = block < 0 ? ~block : block;
        if (block >= BlockCount)
            return 0;
        BlockBuffer rows = default;
        BlockBuffer frequencies = default;
        int length = ReadRows(block, rows, frequencies);
        int index = ((ReadOnlySpan<int>)rows)[..length].IndexOf(row);
        if (index < 0)
            return 0;
        return length < BlockPacking.Length ? frequencies[index] : FrequencyAt(block, index);
    }

    /// <summary>Decodes the rows of a block; of one in variable bytes the frequencies too.</summary>
    /// <returns>Its postings.</returns>
    internal int ReadRows(int block, Span<int> rows, Span<int> frequencies)
    {
        int length = LengthOf(block);
        int previous = block == 0 ? -1 : LastRows[block - 1];
        ReadOnlySpan<byte> bytes = BytesOf(block);
        if (length < BlockPacking.Length)
        {
            ReadVariable(bytes, previous, rows[..length], frequencies);
            return length;
        }

        int rowWidth = Widths(bytes, out _);
        uint most = BlockPacking.UnpackRows(bytes[WidthsBytes..], rowWidth, previous, rows);
        if (most >= (uint)_rowCount || rows[length - 1] != LastRows[block])
            throw CheckedBytes.Damaged($"a block ends with row {rows[length - 1]} of {_rowCount}");
        return length;
    }

    /// <summary>Decodes the frequencies of a packed block.</summary>
    internal void ReadFrequencies(int block, Span<int> frequencies)
    {
        ReadOnlySpan<byte> bytes = BytesOf(block);
        int rowWidth = Widths(bytes, out int frequencyWidth);
        BlockPacking.UnpackFrequencies(bytes[(WidthsBytes + BlockPacking.SizeBytes(rowWidth))..], frequencyWidth, frequencies);
    }

    /// <summary>One frequency of a packed block.</summary>
    internal int FrequencyAt(int block, int index)
    {
        ReadOnlySpan<byte> bytes = BytesOf(block);
        int rowWidth = Widths(bytes, out int frequencyWidth);
        return (int)BlockPacking.At(bytes[(WidthsBytes + BlockPacking.SizeBytes(rowWidth))..], frequencyWidth, index) + 1;
    }

    private static int Widths(ReadOnlySpan<byte> bytes, out int frequencyWidth)
    {
        int rowWidth = CheckedBytes.Slice(bytes, 0, WidthsBytes)[0];
        frequencyWidth = bytes[1];
        int size = WidthsBytes + BlockPacking.SizeBytes(rowWidth) + BlockPacking.SizeBytes(frequencyWidth) + BlockPacking.SlackBytes;
        if (rowWidth > BlockPacking.WidthMax || frequencyWidth > BlockPacking.WidthMax || size > bytes.Length)
            throw CheckedBytes.Damaged($"a block has widths {rowWidth} and {frequencyWidth} in {bytes.Length} bytes");
        return rowWidth;
    }

    private ReadOnlySpan<byte> BytesOf(int block)
    {
        int offset = _offsets.IsEmpty ? 0 : _offsets[block];
        return CheckedBytes.Slice(_blocks, offset, _blocks.Length - (long)offset);
    }

    private void ReadVariable(ReadOnlySpan<byte> bytes, int previous, Span<int> rows, Span<int> frequencies)
    {
        int position = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            uint code = VariableBytes.Read(bytes, ref position);
            long row = previous + (long)(code >> 1);
            if (row <= previous || row >= _rowCount)
                throw CheckedBytes.Damaged($"row {row} follows {previous} of {_rowCount}");
            rows[i] = previous = (int)row;
            frequencies[i] = (code & 1) != 0 ? 1 : (int)VariableBytes.Read(bytes, ref position);
        }
    }
}
