using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RagCluster.Vectors.Codes;

/// <summary>Pinned room for one <see cref="CodedQuery"/>, aligned to cache lines.</summary>
internal sealed unsafe class CodeBuffer
{
    private const int Line = 64;
    private readonly byte[] _bytes;
    private readonly short* _wide;
    private readonly sbyte* _narrow;
    private readonly int _stride;

    internal CodeBuffer(int dimensions)
    {
        _stride = StrideOf(dimensions);
        _bytes = GC.AllocateArray<byte>(3 * _stride + Line, pinned: true);
        nuint start = ((nuint)Unsafe.AsPointer(ref _bytes[0]) + Line - 1) / Line * Line;
        _wide = (short*)start;
        _narrow = (sbyte*)(start + (nuint)(2 * _stride));
    }

    internal CodedQuery Query => new(_wide, _narrow, _stride);

    internal Span<sbyte> Narrow => new(_narrow, _stride);

    /// <summary>Bytes from one row's codes to the next: whole cache lines.</summary>
    internal static int StrideOf(int dimensions) => (dimensions + Line - 1) / Line * Line;

    /// <summary>Takes a row's codes as the query.</summary>
    internal CodedQuery Load(sbyte* codes)
    {
        new ReadOnlySpan<sbyte>(codes, _stride).CopyTo(Narrow);
        return Widen();
    }

    /// <summary>Writes what is left of a query without the direction of a row to <see cref="Narrow"/>.</summary>
    /// <returns>Whether the row has a direction.</returns>
    internal bool LoadRest(in CodedQuery query, sbyte* codes)
    {
        CodedQuery row = Load(codes);
        int squares = Int8Kernel.Dot(row, codes);
        if (squares == 0)
            return false;
        float share = (float)Int8Kernel.Dot(query, codes) / squares;
        for (int i = 0; i < _stride; i++)
            _narrow[i] = (sbyte)Math.Clamp(query.Narrow[i] - (share * codes[i]), -CodeScale.CodeMax, CodeScale.CodeMax);
        return true;
    }

    /// <summary>Makes the wide form of what was written to <see cref="Narrow"/>.</summary>
    internal CodedQuery Widen()
    {
        for (int i = 0; i < _stride; i += Vector128<sbyte>.Count)
        {
            (Vector128<short> low, Vector128<short> high) = Vector128.Widen(Vector128.Load(_narrow + i));
            low.Store(_wide + i);
            high.Store(_wide + i + Vector128<short>.Count);
        }

        return Query;
    }
}
