using RagCluster.Vectors.Distances;

namespace RagCluster.Vectors.Indexes;

/// <summary>The sizes of an index, from which the place of everything in its section follows.</summary>
internal sealed record IndexShape
{
    internal required Metric Metric { get; init; }

    internal required int Dimensions { get; init; }

    /// <summary>Rows of the space that row numbers come from; some may have no vector.</summary>
    internal required int RowCount { get; init; }

    /// <summary>Rows with a vector: nodes of the graph.</summary>
    internal required int NodeCount { get; init; }

    /// <summary>The most links of a node in the base layer.</summary>
    internal required int Degree { get; init; }

    /// <summary>The most links of a node in the layers above.</summary>
    internal required int UpperDegree { get; init; }

    /// <summary>Whether nodes have a bit for each dimension besides their codes.</summary>
    internal bool HasBits { get; init; }

    /// <summary>Whether nodes have sketches, by which a search leaves far ones.</summary>
    internal bool HasSketches { get; init; }

    /// <summary>
    /// Nodes of each layer above the base, the largest first; the last one has no links, it is scanned. Empty without nodes.
    /// </summary>
    internal required int[] LayerSizes { get; init; }

    /// <summary>Nodes of the layer next to the base: the others are among them.</summary>
    internal int UpperCount => LayerSizes.Length > 0 ? LayerSizes[0] : 0;
}
