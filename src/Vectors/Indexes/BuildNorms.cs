using System.Runtime.InteropServices;
using RagCluster.Vectors.Codes;
using RagCluster.Vectors.Distances;
using RagCluster.Vectors.Graphs;

namespace RagCluster.Vectors.Indexes;

/// <summary>Squared lengths of the codes during a build and, for inner products, the heights that lift all rows onto one sphere.</summary>
internal sealed unsafe class BuildNorms
{
    private readonly IndexShape _shape;
    private readonly int[] _base;
    private readonly int[] _upper;
    private readonly int[]? _baseHeights;
    private readonly int[]? _upperHeights;

    internal BuildNorms(IndexShape shape)
    {
        _shape = shape;
        _base = GC.AllocateArray<int>(shape.NodeCount, pinned: true);
        _upper = GC.AllocateArray<int>(shape.UpperCount, pinned: true);
        if (shape.Metric == Metric.Dot)
        {
            _baseHeights = GC.AllocateArray<int>(shape.NodeCount, pinned: true);
            _upperHeights = GC.AllocateArray<int>(shape.UpperCount, pinned: true);
        }
    }

    internal int* Base => Address(_base);

    internal int* Upper => Address(_upper);

    internal int* BaseHeights => _baseHeights is null ? null : Address(_baseHeights);

    internal int* UpperHeights => _upperHeights is null ? null : Address(_upperHeights);

    /// <summary>The mean squared length of the base nodes' codes.</summary>
    internal float Mean => _base.Length == 0 ? 0 : (float)_base.Average();

    /// <summary>The squared length of the longest row's codes; set before anything is measured.</summary>
    internal int Longest { get; set; }

    internal void MeasureUpper(sbyte* codes, int stride)
    {
        for (int i = 0; i < _upper.Length; i++)
        {
            (int norm, int height) = Of(codes + (nint)i * stride, stride);
            _upper[i] = norm;
            if (_upperHeights is not null)
                _upperHeights[i] = height;
        }
    }

    internal void MeasureBase(GraphLayer layer)
    {
        for (int i = 0; i < _base.Length; i++)
        {
            (int norm, int height) = Of(layer.CodesOf(i), layer.Stride);
            _base[i] = norm;
            if (_baseHeights is not null)
                _baseHeights[i] = height;
        }
    }

    internal (int Norm, int Height) OfUpper(int node) => (_upper[node], _upperHeights is null ? 0 : _upperHeights[node]);

    /// <summary>Measures one row's codes.</summary>
    internal (int Norm, int Height) Of(sbyte* codes, int stride)
    {
        CodedQuery query = SearchScratch.OfThread.OtherCodesFor(_shape.Dimensions).Load(codes);
        int norm = Int8Kernel.Dot(query, codes);
        return (norm, _shape.Metric == Metric.Dot ? (int)Math.Sqrt(Math.Max(0, Longest - norm)) : 0);
    }

    internal void CopyTo(Span<int> ofBase, Span<int> ofUpper)
    {
        _base.CopyTo(ofBase);
        _upper.CopyTo(ofUpper);
    }

    private static int* Address(int[] values) => (int*)Marshal.UnsafeAddrOfPinnedArrayElement(values, 0);
}
