using RagCluster.Vectors.Codes;

namespace RagCluster.Vectors.Graphs;

/// <summary>
/// Finds where to enter a layer: the last layer is scanned, each below is searched from what was found above. Nodes have the same number in
/// all upper layers: those of a layer are the first of the one below.
/// </summary>
internal static unsafe class GraphDescent
{
    /// <summary>Descends to a layer; the nodes found are left in the scratch's beam, nearest first.</summary>
    /// <param name="layers">The layers above the base, the largest first.</param>
    /// <param name="target">The layer to end in.</param>
    /// <param name="query">The query.</param>
    /// <param name="distance">How to compare.</param>
    /// <param name="width">The beam.</param>
    /// <returns>How many were found.</returns>
    internal static int Run<TDistance>(ReadOnlySpan<GraphLayer> layers, int target, in CodedQuery query, TDistance distance, int width)
        where TDistance : struct, IRowDistance
    {
        SearchScratch scratch = SearchScratch.OfThread;
        int last = layers.Length - 1;
        scratch.Prepare(layers[target].Count, layers[last].Count);
        long* beam = scratch.Beam;
        int found = layers[last].Count;
        for (int node = 0; node < found; node++)
            beam[node] = BeamSearch.KeyOf(distance.To(layers[last], query, node), node);
        new Span<long>(beam, found).Sort();
        found = Math.Min(found, width);
        for (int i = last - 1; i >= target; i--)
            found = BeamSearch.Run(layers[i], query, distance, scratch, new BeamLimits(width, found));

        return found;
    }
}
