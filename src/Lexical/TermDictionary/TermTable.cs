using System.Text;

namespace RagCluster.Lexical.TermDictionary;

/// <summary>An immutable sorted list of terms in one block of UTF-8, found by binary search: about 12 bytes a term instead of a string object each.</summary>
public sealed class TermTable
{
    private readonly byte[] _text;
    private readonly int[] _offsets;

    internal TermTable(byte[] text, int[] offsets)
    {
        _text = text;
        _offsets = offsets;
    }

    /// <summary>Terms held.</summary>
    public int Count => _offsets.Length - 1;

    /// <summary>Bytes held.</summary>
    public long SizeBytes => _text.Length + (long)_offsets.Length * sizeof(int);

    /// <summary>The ordinal of a term, or null when it is not held.</summary>
    /// <param name="term">The term.</param>
    public int? Find(ReadOnlySpan<char> term)
    {
        Span<byte> sought = stackalloc byte[Encoding.UTF8.GetMaxByteCount(term.Length)];
        sought = sought[..Encoding.UTF8.GetBytes(term, sought)];
        int low = 0;
        int high = Count - 1;
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            int order = this[middle].SequenceCompareTo(sought);
            if (order == 0)
                return middle;
            if (order < 0)
                low = middle + 1;
            else
                high = middle - 1;
        }

        return null;
    }

    /// <summary>The UTF-8 text of the term at an ordinal.</summary>
    /// <param name="ordinal">0 to <see cref="Count"/> - 1.</param>
    public ReadOnlySpan<byte> this[int ordinal] => _text.AsSpan(_offsets[ordinal], _offsets[ordinal + 1] - _offsets[ordinal]);
}
