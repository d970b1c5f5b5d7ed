using System.Runtime.CompilerServices;
using RagCluster.Vectors.Codes;

namespace RagCluster.Vectors.Graphs;

/// <summary>Half the squared Euclidean distance, less what all nodes share: for searches by distance.</summary>
/// <param name="ratio">The rows' step over the query's: it brings the rows' lengths to the unit of the inner product.</param>
internal readonly struct NormDistance(float ratio) : IRowDistance
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public unsafe int To(in GraphLayer layer, in CodedQuery query, int node) =>
        (int)(layer.Norms[node] * 0.5f * ratio) - Int8Kernel.Dot(query, layer.CodesOf(node));
}
