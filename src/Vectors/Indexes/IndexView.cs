using RagCluster.Vectors.Bits;
using RagCluster.Vectors.Codes;
using RagCluster.Vectors.Distances;
using RagCluster.Vectors.Graphs;

namespace RagCluster.Vectors.Indexes;

/// <summary>Pointers into an index's section while it is held in place.</summary>
internal readonly unsafe ref struct IndexView
{
    internal IndexView(byte* section, IndexShape shape, IndexLayout layout, Span<GraphLayer> upper)
    {
        int stride = CodeBuffer.StrideOf(shape.Dimensions);
        bool hasNorms = shape.Metric == Metric.Euclidean;
        Base = new GraphLayer
        {
            Codes = (sbyte*)(section + layout.Codes),
            Links = (int*)(section + layout.Links),
            Stride = stride,
            Degree = shape.Degree,
            Count = shape.NodeCount,
            Norms = hasNorms ? (int*)(section + layout.Norms) : null,
        };
        for (int i = 0; i < shape.LayerSizes.Length; i++)
        {
            upper[i] = new GraphLayer
            {
                Codes = (sbyte*)(section + layout.UpperCodes),
                Links = i < layout.UpperLinks.Length ? (int*)(section + layout.UpperLinks[i]) : null,
                Stride = stride,
                Degree = shape.UpperDegree,
                Count = shape.LayerSizes[i],
                Norms = hasNorms ? (int*)(section + layout.UpperNorms) : null,
            };
        }

        Upper = upper[..shape.LayerSizes.Length];
        BitShape = new BitShape(shape.Dimensions);
        Bits = shape.HasBits ? section + layout.Bits : null;
        Directions = shape.HasSketches ? (sbyte*)(section + layout.Directions) : null;
        Sketches = shape.HasSketches ? (sbyte*)(section + layout.Sketches) : null;
        RowOfNode = new ReadOnlySpan<int>(section + layout.RowOfNode, shape.NodeCount);
        NodeOfRow = new ReadOnlySpan<int>(section + layout.NodeOfRow, shape.RowCount);
        UpperNodes = new ReadOnlySpan<int>(section + layout.UpperNodes, shape.UpperCount);
    }

    internal readonly GraphLayer Base;

    /// <summary>Where the parts of a block of bits lie.</summary>
    internal readonly BitShape BitShape;

    /// <summary>The bits of the nodes, in blocks; null without.</summary>
    internal readonly byte* Bits;

    /// <summary>What sketches are projections to; null without.</summary>
    internal readonly sbyte* Directions;

    /// <summary>The sketches of the nodes; null without.</summary>
    internal readonly sbyte* Sketches;

    internal ReadOnlySpan<GraphLayer> Upper { get; }

    internal ReadOnlySpan<int> RowOfNode { get; }

    internal ReadOnlySpan<int> NodeOfRow { get; }

    internal ReadOnlySpan<int> UpperNodes { get; }
}
