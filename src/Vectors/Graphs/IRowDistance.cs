using RagCluster.Vectors.Codes;

namespace RagCluster.Vectors.Graphs;

/// <summary>How far a node is from a query, as an integer that sorts as the metric does; lower is nearer.</summary>
internal unsafe interface IRowDistance
{
    /// <summary>The distance of a node.</summary>
    int To(in GraphLayer layer, in CodedQuery query, int node);
}
