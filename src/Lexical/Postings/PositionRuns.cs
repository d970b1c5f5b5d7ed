using RagCluster.Lexical.Sections;

namespace RagCluster.Lexical.Postings;

/// <summary>
/// One term's positions, row by row. A run holds the positions of a row as variable bytes, each the distance to the one before (the first
/// to -1), and ends with a zero byte: no distance is 0 and no other byte of an integer is, so runs are skipped by looking for zeros. A term
/// with 128 postings or more begins with the offset of the run that opens each block.
/// </summary>
internal readonly ref struct PositionRuns
{
    private const byte End = 0;

    private readonly ReadOnlySpan<int> _offsets;
    private readonly ReadOnlySpan<byte> _runs;

    internal PositionRuns(ReadOnlySpan<byte> positions, int offset, int count)
    {
        if (count >= BlockPacking.Length)
        {
            int blocks = (count + BlockPacking.Length - 1) / BlockPacking.Length;
            _offsets = CheckedBytes.Integers(positions, offset, blocks);
            offset += blocks * sizeof(int);
        }

        _runs = CheckedBytes.Slice(positions, offset, positions.Length - (long)offset);
    }

    /// <summary>Writes the runs of a term.</summary>
    /// <param name="runs">One run after the other; empty to keep no positions.</param>
    /// <param name="count">How many.</param>
    /// <param name="destination">Takes them.</param>
    internal static void Write(ReadOnlySpan<byte> runs, int count, ByteSink destination)
    {
        if (!runs.IsEmpty && count >= BlockPacking.Length)
        {
            int offset = 0;
            for (int run = 0; run < count; run++)
            {
                if (run % BlockPacking.Length == 0)
                    destination.WriteInteger(offset);
                offset += LengthOf(runs[offset..]);
            }
        }

        destination.Write(runs);
    }

    /// <summary>Bytes of the run that begins here, its end included.</summary>
    internal static int LengthOf(ReadOnlySpan<byte> runs)
    {
        int length = runs.IndexOf(End) + 1;
        return length > 0 ? length : throw CheckedBytes.Damaged("positions don't end");
    }

    /// <summary>All runs, beginning with the first.</summary>
    internal ReadOnlySpan<byte> Bytes => _runs;

    /// <summary>The positions of one posting.</summary>
    /// <param name="index">The place of the posting in its list.</param>
    /// <param name="positions">Takes the positions, in order.</param>
    internal void Read(int index, List<int> positions)
    {
        int skipped = _offsets.IsEmpty ? 0 : index / BlockPacking.Length;
        int offset = _offsets.IsEmpty ? 0 : _offsets[skipped];
        ReadOnlySpan<byte> rest = CheckedBytes.Slice(_runs, offset, _runs.Length - (long)offset);
        for (int run = skipped * BlockPacking.Length; run < index; run++)
            rest = rest[LengthOf(rest)..];
        rest = rest[..LengthOf(rest)];
        positions.Clear();
        long position = -1;
        for (int next = 0; next < rest.Length - 1; )
        {
            position += VariableBytes.Read(rest, ref next);
            if (position > int.MaxValue)
                throw CheckedBytes.Damaged($"a position is {position}");
            positions.Add((int)position);
        }
    }
}
