using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using RagCluster.Vectors.Codes;
using RagCluster.Vectors.Distances;
using RagCluster.Vectors.Graphs;
using RagCluster.Vectors.Rows;
using RagCluster.Vectors.Sections;

namespace RagCluster.Vectors.Flat;

/// <summary>
/// Int8 codes of rows that have no graph: a search compares the codes of all and orders those by their floats that rounding may have put in
/// the wrong place, so that it finds what the exact search finds and reads a quarter of the bytes. Made in one pass, in memory. Each row
/// has a step of its own: there is nothing to learn from few rows. Immutable and safe for concurrent use.
/// </summary>
public sealed unsafe class CodedRows
{
    private const int WordBits = 64;

    private readonly IVectorRows _rows;
    private readonly Metric _metric;
    private readonly int _stride;
    private readonly float[] _mean;
    private readonly float[] _steps;
    private readonly float[] _squares;
    private readonly Memory<byte> _codeBytes;
    private readonly sbyte* _codes;
    private readonly float _stepMax;
    private readonly float _squareMax;

    /// <summary>Makes the codes.</summary>
    /// <param name="rows">The rows; for cosine of length 1. They are read as long as the codes are used.</param>
    /// <param name="metric">How to compare.</param>
    /// <exception cref="ArgumentException">The rows have too many dimensions, or the codes would have more than 1 GiB.</exception>
    public CodedRows(IVectorRows rows, Metric metric)
    {
        ArgumentNullException.ThrowIfNull(rows);
        _stride = CodeBuffer.StrideOf(rows.Dimensions);
        long length = (long)rows.Count * _stride;
        if (rows.Dimensions is < 1 or > SectionLimits.DimensionsMax || length > SectionLimits.BytesMax)
            throw new ArgumentException($"{rows.Count} rows of {rows.Dimensions} dimensions can't be coded together.", nameof(rows));
        _rows = rows;
        _metric = metric;
        _mean = Mean(rows);
        _steps = new float[rows.Count];
        _squares = new float[rows.Count];
        _codeBytes = AlignedBytes.Allocate(length);
        _codes = (sbyte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(_codeBytes.Span));
        float[] moved = new float[rows.Dimensions];
        for (int row = 0; row < rows.Count; row++)
        {
            rows[row].CopyTo(moved);
            VectorMath.AddScaled(moved, _mean, -1);
            _steps[row] = CodeScale.EncodeForDot(moved, new Span<sbyte>(CodesOf(row), _stride));
            _squares[row] = VectorMath.Dot(moved, moved);
            _stepMax = MathF.Max(_stepMax, _steps[row]);
            _squareMax = MathF.Max(_squareMax, _squares[row]);
        }
    }

    /// <summary>Rows coded.</summary>
    public int Count => _steps.Length;

    /// <summary>The rows nearest to a query.</summary>
    /// <param name="query">The query; for cosine of length 1.</param>
    /// <param name="filter">Which rows may be returned.</param>
    /// <param name="leastSimilarity">Rows farther than this are of no use and may be left out; negative infinity for none.</param>
    /// <param name="results">Written, nearest first, equal ones by row number; its length is the most rows.</param>
    /// <returns>How many rows were written.</returns>
    public int Search(ReadOnlySpan<float> query, RowFilter filter, double leastSimilarity, Span<RowSimilarity> results)
    {
        if (query.Length != _rows.Dimensions)
            throw new ArgumentException(
                $"A query of {query.Length} dimensions can't be compared with rows of {_rows.Dimensions}.",
                nameof(query)
            );
        if (results.IsEmpty || Count == 0)
            return 0;
        SearchScratch scratch = SearchScratch.OfThread;
        CodeBuffer buffer = scratch.CodesFor(query.Length);
        bool isEuclidean = _metric == Metric.Euclidean;
        float step = isEuclidean
            ? new CodeScale(_mean, 1).EncodeForDistance(query, buffer.Narrow)
            : CodeScale.EncodeForDot(query, buffer.Narrow);
        CodedQuery codes = buffer.Widen();
        float length = Int8Kernel.Dot(codes, codes.Narrow) * step * step;
        CodedRange range = new(length, _squareMax, _stepMax, step, results.Length) { ProductShare = isEuclidean ? 2 : 1 };
        scratch.Prepare(1, range.Max);
        CodedBeam found = new(scratch.Beam, range);
        float offset = isEuclidean ? -length : VectorMath.Dot(query, _mean);
        if (double.IsFinite(leastSimilarity))
            found.Limit((float)(offset - leastSimilarity));
        int words = (Count + WordBits - 1) / WordBits;
        for (int word = 0; word < words; word++)
        {
            ulong bits =
                !filter.IsActive ? ulong.MaxValue
                : word < filter.Words.Length ? filter.Words[word]
                : 0;
            if (Count - word * WordBits < WordBits)
                bits &= (1UL << (Count - word * WordBits)) - 1;
            Compare(codes, step, word * WordBits, bits, ref found);
        }

        return Order(query, new ReadOnlySpan<long>(scratch.Beam, found.Count), results);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Compare(in CodedQuery query, float step, int first, ulong bits, ref CodedBeam found)
    {
        bool isEuclidean = _metric == Metric.Euclidean;
        for (; bits != 0; bits &= bits - 1)
        {
            int row = first + BitOperations.TrailingZeroCount(bits);
            float product = Int8Kernel.Dot(query, CodesOf(row)) * step * _steps[row];
            float distance = isEuclidean ? _squares[row] - 2 * product : -product;
            if (distance <= found.Farthest)
                found.Offer(distance, row);
        }
    }

    private int Order(ReadOnlySpan<float> query, ReadOnlySpan<long> candidates, Span<RowSimilarity> results)
    {
        NearestRows nearest = new(results);
        foreach (long key in candidates)
        {
            int row = BeamSearch.NodeOf(key);
            nearest.Offer(row, VectorMath.Similarity(_metric, query, _rows[row]));
        }

        return nearest.Count;
    }

    private sbyte* CodesOf(int row) => _codes + (nint)row * _stride;

    // What all rows share tells none from another: without it the codes of what differs are finer.
    private static float[] Mean(IVectorRows rows)
    {
        float[] mean = new float[rows.Dimensions];
        for (int row = 0; row < rows.Count; row++)
            VectorMath.AddScaled(mean, rows[row], 1);
        for (int i = 0; i < mean.Length; i++)
            mean[i] = float.IsFinite(mean[i]) ? mean[i] / rows.Count : 0;
        return mean;
    }
}
