using RagCluster.Lexical.Sections;

namespace RagCluster.Lexical.Postings;

/// <summary>
/// Encodes posting lists. A list of fewer than 128 postings is variable bytes: the distance to the previous row times 2, plus 1 when the
/// frequency is 1, and else the frequency. A longer one begins with a directory of its blocks of 128 (last rows, offsets, corners of the
/// bound), the blocks follow packed, and what is left over stands at the end as variable bytes.
/// </summary>
internal sealed class PostingListEncoder
{
    private readonly uint[] _values = new uint[BlockPacking.Length];
    private readonly int[] _rows = new int[BlockPacking.Length];
    private readonly uint[] _corners = new uint[BlockImpacts.Count];
    private readonly ByteSink _blocks = new();
    private readonly ByteSink _impacts = new();
    private readonly ByteSink _lastRows = new();
    private readonly ByteSink _offsets = new();

    /// <summary>Appends a list.</summary>
    /// <param name="postings">At least one posting, in row order.</param>
    /// <param name="lengths">The lengths of the rows.</param>
    /// <param name="destination">Takes the list.</param>
    internal void Encode(ReadOnlySpan<Posting> postings, in LengthTable lengths, ByteSink destination)
    {
        if (postings.Length < BlockPacking.Length)
        {
            WriteVariable(postings, -1, destination);
            return;
        }

        Clear();
        int previous = -1;
        for (int start = 0; start < postings.Length; start += BlockPacking.Length)
        {
            ReadOnlySpan<Posting> block = postings[start..Math.Min(start + BlockPacking.Length, postings.Length)];
            _offsets.WriteInteger(_blocks.Length);
            _lastRows.WriteInteger(block[^1].Row);
            BlockImpacts.Find(block, lengths, _corners);
            foreach (uint corner in _corners)
                _impacts.WriteInteger((int)corner);
            if (block.Length == BlockPacking.Length)
                WritePacked(block, previous);
            else
                WriteVariable(block, previous, _blocks);
            previous = block[^1].Row;
        }

        destination.Align(sizeof(int));
        destination.Write(_lastRows.Written);
        destination.Write(_offsets.Written);
        destination.Write(_impacts.Written);
        destination.Write(_blocks.Written);
    }

    private static void WriteVariable(ReadOnlySpan<Posting> postings, int previous, ByteSink destination)
    {
        foreach (Posting posting in postings)
        {
            uint distance = (uint)(posting.Row - previous) << 1;
            destination.WriteVariable(posting.Frequency == 1 ? distance | 1 : distance);
            if (posting.Frequency != 1)
                destination.WriteVariable((uint)posting.Frequency);
            previous = posting.Row;
        }
    }

    private void WritePacked(ReadOnlySpan<Posting> block, int previous)
    {
        for (int i = 0; i < block.Length; i++)
            _rows[i] = block[i].Row;
        BlockPacking.Distances(_rows, previous, _values);
        int rowWidth = BlockPacking.WidthOf(_values);
        int widths = _blocks.Length;
        _blocks.Write((byte)rowWidth);
        _blocks.Write(0);
        Pack(rowWidth);
        for (int i = 0; i < block.Length; i++)
            _values[i] = (uint)(block[i].Frequency - 1);
        int frequencyWidth = BlockPacking.WidthOf(_values);
        _blocks.Overwrite(widths + 1, (byte)frequencyWidth);
        Pack(frequencyWidth);
    }

    private void Pack(int width)
    {
        Span<byte> packed = _blocks.Take(BlockPacking.SizeBytes(width));
        packed.Clear();
        BlockPacking.Pack(_values, width, packed);
    }

    private void Clear()
    {
        _blocks.Clear();
        _impacts.Clear();
        _lastRows.Clear();
        _offsets.Clear();
    }
}
