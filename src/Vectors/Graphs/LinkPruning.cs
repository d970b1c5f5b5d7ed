using System.Runtime.CompilerServices;
using RagCluster.Vectors.Codes;

namespace RagCluster.Vectors.Graphs;

/// <summary>
/// Chooses a node's neighbours among candidates: one is left out when a chosen one is nearer to it than the node is, by a factor; what
/// remains leads in all directions (Malkov and Yashunin 2016, "HNSW", algorithm 4; the factor is DiskANN's alpha).
/// </summary>
/// <param name="layer">The nodes.</param>
/// <param name="alpha">The factor; 1 or more.</param>
/// <param name="candidateCodes">Room for a candidate's codes.</param>
internal readonly unsafe ref struct LinkPruning(GraphLayer layer, float alpha, CodeBuffer candidateCodes)
{
    private readonly float _alphaSquared = alpha * alpha;

    /// <summary>Chooses neighbours.</summary>
    /// <param name="candidates">Keys by distance, nearest first, without the node itself.</param>
    /// <param name="chosen">Written; its length is the most neighbours.</param>
    /// <returns>How many were chosen.</returns>
    internal int Choose(ReadOnlySpan<long> candidates, Span<int> chosen)
    {
        int count = 0;
        foreach (long key in candidates)
        {
            if (count == chosen.Length)
                break;
            int node = BeamSearch.NodeOf(key);
            if (!IsShadowed(node, BeamSearch.DistanceOf(key), chosen[..count]))
                chosen[count++] = node;
        }

        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool IsShadowed(int node, int distance, ReadOnlySpan<int> chosen)
    {
        if (chosen.IsEmpty)
            return false;
        CodedQuery codes = candidateCodes.Load(layer.CodesOf(node));
        BuildDistance between = new(layer.Norms[node], layer.Heights == null ? 0 : layer.Heights[node]);
        foreach (int other in chosen)
        {
            if (between.To(layer, codes, other) * _alphaSquared < distance)
                return true;
        }

        return false;
    }
}
