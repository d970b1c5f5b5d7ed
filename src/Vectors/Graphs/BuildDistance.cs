using System.Runtime.CompilerServices;
using RagCluster.Vectors.Codes;

namespace RagCluster.Vectors.Graphs;

/// <summary>
/// The squared Euclidean distance between nodes. For inner products nodes have a height that lifts them onto a sphere, where the nearest
/// point is that of the largest product (Bachrach et al. 2014, "Speeding up the Xbox recommender system using a Euclidean transformation").
/// </summary>
/// <param name="norm">The squared length of the node that stands for the query.</param>
/// <param name="height">Its height.</param>
internal readonly struct BuildDistance(int norm, int height) : IRowDistance
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public unsafe int To(in GraphLayer layer, in CodedQuery query, int node)
    {
        int distance = norm + layer.Norms[node] - 2 * Int8Kernel.Dot(query, layer.CodesOf(node));
        if (layer.Heights == null)
            return distance;
        int difference = height - layer.Heights[node];
        return distance + difference * difference;
    }
}
