using RagCluster.Vectors.Bits;
using RagCluster.Vectors.Codes;
using RagCluster.Vectors.Distances;
using RagCluster.Vectors.Sketches;

namespace RagCluster.Vectors.Indexes;

/// <summary>Where the parts of an index lie in its section, in bytes from its start; each at a multiple of 64.</summary>
internal sealed class IndexLayout
{
    /// <summary>Bytes of the header.</summary>
    internal const int HeaderBytes = 192;

    private const int Alignment = 64;

    internal IndexLayout(IndexShape shape)
    {
        long stride = CodeBuffer.StrideOf(shape.Dimensions);
        bool hasNorms = shape.Metric == Metric.Euclidean;
        long end = HeaderBytes;
        Mean = Take(ref end, (long)shape.Dimensions * sizeof(float));
        Efforts = Take(ref end, EffortBytes);
        Slacks = Take(ref end, SlackTable.Bytes);
        RowOfNode = Take(ref end, (long)shape.NodeCount * sizeof(int));
        NodeOfRow = Take(ref end, (long)shape.RowCount * sizeof(int));
        UpperNodes = Take(ref end, (long)shape.UpperCount * sizeof(int));
        Norms = Take(ref end, hasNorms ? (long)shape.NodeCount * sizeof(int) : 0);
        UpperNorms = Take(ref end, hasNorms ? (long)shape.UpperCount * sizeof(int) : 0);
        UpperLinks = new long[Math.Max(0, shape.LayerSizes.Length - 1)];
        for (int i = 0; i < UpperLinks.Length; i++)
            UpperLinks[i] = Take(ref end, (long)shape.LayerSizes[i] * shape.UpperDegree * sizeof(int));
        UpperCodes = Take(ref end, shape.UpperCount * stride);
        Links = Take(ref end, (long)shape.NodeCount * shape.Degree * sizeof(int));
        Codes = Take(ref end, shape.NodeCount * stride);
        Bits = Take(ref end, shape.HasBits ? new BitShape(shape.Dimensions).BytesOf(shape.NodeCount) : 0);
        SketchScale = Take(ref end, shape.HasSketches ? SketchShape.ScaleBytes : 0);
        Directions = Take(ref end, shape.HasSketches ? SketchShape.Values * stride : 0);
        Sketches = Take(ref end, shape.HasSketches ? (long)shape.NodeCount * SketchShape.Values : 0);
        Length = end;
    }

    /// <summary>Bytes reserved for the table of efforts.</summary>
    internal const int EffortBytes = 512;

    internal long Mean { get; }

    internal long Efforts { get; }

    internal long Slacks { get; }

    internal long RowOfNode { get; }

    internal long NodeOfRow { get; }

    /// <summary>The base node of each node above.</summary>
    internal long UpperNodes { get; }

    internal long Norms { get; }

    internal long UpperNorms { get; }

    /// <summary>Links of each layer above the base, without those of the last.</summary>
    internal long[] UpperLinks { get; }

    /// <summary>Copies of the codes of the nodes above, close together.</summary>
    internal long UpperCodes { get; }

    internal long Links { get; }

    internal long Codes { get; }

    /// <summary>Bits of all nodes in their order, if there are any, in blocks.</summary>
    internal long Bits { get; }

    /// <summary>What the products of sketches are worth, if there are any.</summary>
    internal long SketchScale { get; }

    /// <summary>What sketches are projections to.</summary>
    internal long Directions { get; }

    /// <summary>The sketch of each node.</summary>
    internal long Sketches { get; }

    /// <summary>Bytes of the section.</summary>
    internal long Length { get; }

    private static long Take(ref long end, long bytes)
    {
        long start = end;
        end = (end + bytes + Alignment - 1) / Alignment * Alignment;
        return start;
    }
}
