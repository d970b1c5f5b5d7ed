using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using RagCluster.Vectors.Codes;

namespace RagCluster.Vectors.Sketches;

/// <summary>
/// Tells by one cache line of a node that it lies too far, so that its codes need not be read. A product of codes is that of the sketches
/// and that of what they leave out. A near row has about the same share of its product in its sketch as the query has of its own length;
/// what is left out strays as products of independent vectors do, and nodes short by some deviations of that are left.
/// </summary>
internal readonly unsafe struct SketchQuery
{
    // Of each thread, so that a query allocates nothing: each query writes all of it.
    [ThreadStatic]
    private static CodeBuffer? _ofThread;

    private readonly sbyte* _sketches;
    private readonly CodedQuery _query;
    private readonly int _sum;
    private readonly double _share;
    private readonly double _slack;
    private readonly double _unit;

    /// <summary>Prepares a query.</summary>
    /// <param name="directions">What sketches are projections to.</param>
    /// <param name="sketches">The sketches of all nodes.</param>
    /// <param name="scale">What their products are worth.</param>
    /// <param name="query">The query.</param>
    /// <param name="rows">The mean squared length of the rows' codes, and the deviations to allow for.</param>
    internal SketchQuery(sbyte* directions, sbyte* sketches, SketchScale scale, in CodedQuery query, (double Norm, double Deviations) rows)
    {
        Span<int> values = stackalloc int[SketchShape.Values];
        SketchEncoder.Project(query, directions, values);
        double squares = 0;
        int largest = 1;
        foreach (int value in values)
        {
            squares += (double)value * value;
            largest = Math.Max(largest, Math.Abs(value));
        }

        double step = (double)largest / CodeScale.CodeMax;
        CodeBuffer buffer = _ofThread ??= new CodeBuffer(SketchShape.Values);
        SketchEncoder.Encode(values, step, buffer.Narrow);
        foreach (sbyte value in buffer.Narrow)
            _sum += value;
        _query = buffer.Widen();
        _sketches = sketches;
        double direction = (double)scale.Direction * scale.Direction;
        double norm = Math.Max(1, Int8Kernel.Dot(query, query.Narrow));
        double held = Math.Min(norm, squares / direction);
        _share = held / norm;
        _unit = direction / (scale.Step * step);
        double rest = (norm - held) * scale.RestNorm / scale.RestDimensions;
        double rounding = ((scale.Step * scale.Step * held) + (step * step * Math.Max(0, rows.Norm - scale.RestNorm))) / (12 * direction);
        _slack = rows.Deviations * Math.Sqrt(rest + rounding);
    }

    /// <summary>Whether there are sketches.</summary>
    internal bool IsUsable => _sketches != null;

    /// <summary>The least product that the sketch of a row no farther than this may have.</summary>
    /// <param name="farthest">The distance.</param>
    /// <param name="share">The share of the deviations to allow for.</param>
    // Below zero the rows that lie in no direction of the query's own are the nearest: their product may stand in their sketch alone.
    internal int LeastFor(int farthest, double share = 1)
    {
        if (farthest == int.MaxValue)
            return int.MinValue;
        double product = farthest < 0 ? -_share * farthest : -(double)farthest;
        return (int)Math.Clamp((product - (_slack * share)) * _unit, int.MinValue, int.MaxValue);
    }

    /// <summary>Asks for a node's sketch ahead of use.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Prefetch(int node)
    {
        if (Sse.IsSupported)
            Sse.Prefetch0(SketchOf(node));
    }

    /// <summary>
    /// Keeps the nodes whose sketches have at least a product with the query's, in their order. The caller asked for the sketches.
    /// </summary>
    /// <returns>How many.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal int KeepNear(Span<int> nodes, int least)
    {
        int count = 0;
        int i = 0;
        if (Avx2.IsSupported)
        {
            Vector128<int> leasts = Vector128.Create(least);
            Vector256<int> offset = SketchKernel.OffsetOf(_sum);
            for (; i + Vector128<int>.Count <= nodes.Length; i += Vector128<int>.Count)
            {
                (int a, int b, int c, int d) = (nodes[i], nodes[i + 1], nodes[i + 2], nodes[i + 3]);
                Vector128<int> products = SketchKernel.Dots(
                    _query,
                    offset,
                    new FourSketches(SketchOf(a), SketchOf(b), SketchOf(c), SketchOf(d))
                );
                uint near = ~Vector128.LessThan(products, leasts).ExtractMostSignificantBits();
                nodes[count] = a;
                count += (int)(near & 1);
                nodes[count] = b;
                count += (int)(near >> 1 & 1);
                nodes[count] = c;
                count += (int)(near >> 2 & 1);
                nodes[count] = d;
                count += (int)(near >> 3 & 1);
            }
        }

        for (; i < nodes.Length; i++)
        {
            if (Int8Kernel.Dot(_query, SketchOf(nodes[i])) >= least)
                nodes[count++] = nodes[i];
        }

        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private sbyte* SketchOf(int node) => _sketches + ((nint)node * SketchShape.Values);
}
