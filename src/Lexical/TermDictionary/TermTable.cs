using System.Text;
using RagCluster.Lexical.Sections;

namespace RagCluster.Lexical.TermDictionary;

/// <summary>
/// An immutable sorted list of terms in one block of UTF-8, front coded; searched in place, without a string or copy of any term.
/// </summary>
public sealed class TermTable
{
    internal const int BlockTerms = 16;
    internal const int TermBytesMax = byte.MaxValue;

    private readonly ReadOnlyMemory<byte> _index;
    private readonly ReadOnlyMemory<byte> _text;

    internal TermTable(int count, ReadOnlyMemory<byte> index, ReadOnlyMemory<byte> text)
    {
        long blocks = ((long)count + BlockTerms - 1) / BlockTerms;
        if (index.Length != blocks * sizeof(int))
            throw CheckedBytes.Damaged($"{count} terms have an index of {index.Length} bytes");
        Count = count;
        _index = index;
        _text = text;
    }

    /// <summary>Terms held.</summary>
    public int Count { get; }

    /// <summary>Bytes held.</summary>
    public long SizeBytes => _index.Length + _text.Length;

    /// <summary>The ordinal of a term, or null when it is not held.</summary>
    /// <param name="term">The term.</param>
    /// <exception cref="InvalidDataException">The section is damaged.</exception>
    public int? Find(ReadOnlySpan<char> term)
    {
        Span<byte> sought = stackalloc byte[TermBytesMax];
        if (Count == 0 || !Encoding.UTF8.TryGetBytes(term, sought, out int length))
            return null;
        sought = sought[..length];
        ReadOnlySpan<byte> text = _text.Span;
        int block = FindBlock(sought, text);
        return block < 0 ? null : FindInBlock(block, sought, text);
    }

    /// <summary>The text of the term at an ordinal.</summary>
    /// <param name="ordinal">0 to <see cref="Count"/> - 1.</param>
    /// <exception cref="InvalidDataException">The section is damaged.</exception>
    public string this[int ordinal]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)ordinal, (uint)Count);
            TermEnumerator terms = EnumerateFrom(ordinal / BlockTerms);
            while (terms.Ordinal < ordinal)
                terms.MoveNext();
            return Encoding.UTF8.GetString(terms.Current);
        }
    }

    /// <summary>Reads all terms in order.</summary>
    internal TermEnumerator Enumerate() => EnumerateFrom(0);

    /// <summary>Reads terms in order from the block in which <paramref name="prefix"/> would stand.</summary>
    internal TermEnumerator EnumerateNear(ReadOnlySpan<byte> prefix) => EnumerateFrom(Math.Max(0, FindBlock(prefix, _text.Span)));

    private TermEnumerator EnumerateFrom(int block)
    {
        int offset = Count == 0 ? 0 : CheckedBytes.Integer(_index.Span, (long)block * sizeof(int));
        return new TermEnumerator(_text, offset, block * BlockTerms, Count);
    }

    // The last block whose first term is not after the sought one; -1 when there is none.
    private int FindBlock(ReadOnlySpan<byte> sought, ReadOnlySpan<byte> text)
    {
        ReadOnlySpan<int> offsets = CheckedBytes.Integers(_index.Span, 0, _index.Length / sizeof(int));
        int low = 0;
        int high = offsets.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            if (First(text, offsets[middle]).SequenceCompareTo(sought) <= 0)
                low = middle + 1;
            else
                high = middle - 1;
        }

        return high;
    }

    private static ReadOnlySpan<byte> First(ReadOnlySpan<byte> text, int offset) =>
        CheckedBytes.Slice(text, offset + 1L, CheckedBytes.Slice(text, offset, 1)[0]);

    // Keeps only how far the sought term agrees with the last one passed. A term that shares more with that one is still before the sought,
    // one that shares less is after it.
    private int? FindInBlock(int block, ReadOnlySpan<byte> sought, ReadOnlySpan<byte> text)
    {
        int position = CheckedBytes.Integer(_index.Span, (long)block * sizeof(int));
        ReadOnlySpan<byte> first = First(text, position);
        int agreed = sought.CommonPrefixLength(first);
        int ordinal = block * BlockTerms;
        if (agreed == sought.Length && agreed == first.Length)
            return ordinal;
        position += 1 + first.Length;
        int end = Math.Min(ordinal + BlockTerms, Count);
        for (ordinal++; ordinal < end; ordinal++)
        {
            ReadOnlySpan<byte> lengths = CheckedBytes.Slice(text, position, 2);
            int shared = lengths[0];
            ReadOnlySpan<byte> rest = CheckedBytes.Slice(text, position + 2L, lengths[1]);
            position += 2 + rest.Length;
            if (shared > agreed)
                continue;
            if (shared < agreed)
                return null;
            int more = sought[agreed..].CommonPrefixLength(rest);
            agreed += more;
            if (more == rest.Length)
            {
                if (agreed == sought.Length)
                    return ordinal;
            }
            else if (agreed == sought.Length || rest[more] > sought[agreed])
            {
                return null;
            }
        }

        return null;
    }
}
