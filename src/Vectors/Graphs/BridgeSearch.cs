using System.Runtime.CompilerServices;
using RagCluster.Vectors.Codes;

namespace RagCluster.Vectors.Graphs;

/// <summary>
/// Search among the nodes that pass a filter: only they are compared and kept, those that fail are crossed to their neighbours (Patel et
/// al. 2024, "ACORN"). Where the filter keeps away from the query the passing nodes don't hang together; then the search gives up, and the
/// caller compares every passing row.
/// </summary>
internal static unsafe class BridgeSearch
{
    // The most passing nodes compared for one expansion: a node's nearest ones lead on as well as all of them.
    private const int ComparedMax = 32;
    private const int PrefetchAhead = 3;

    // A look at a node's bit costs about this share of a comparison.
    private const int LooksPerVisit = 16;

    /// <summary>
    /// Finds the passing nodes nearest to a query; they and the failing seeds are left in the scratch's beam, nearest first.
    /// </summary>
    /// <param name="layer">Where to search.</param>
    /// <param name="query">The query.</param>
    /// <param name="distance">How to compare.</param>
    /// <param name="limits">Which nodes pass, the beam, the seeds in it, and the most visits.</param>
    /// <param name="size">How many the beam holds.</param>
    /// <returns>Whether the search came to its end within the visits.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static bool Run<TDistance>(in GraphLayer layer, in CodedQuery query, TDistance distance, in BridgeLimits limits, out int size)
        where TDistance : struct, IRowDistance
    {
        SearchScratch scratch = SearchScratch.OfThread;
        long* beam = scratch.Beam;
        int* passing = stackalloc int[ComparedMax];
        size = BeamSearch.Start(scratch, limits.SeedCount);
        int next = 0;
        int visits = 0;
        while (next < size && visits < limits.VisitsMax)
        {
            if ((beam[next] & 1) != 0)
            {
                next++;
                continue;
            }

            int node = BeamSearch.NodeOf(beam[next]);
            beam[next++] |= 1;
            int found = Gather(layer, limits.Filter, node, passing, ref visits);
            visits += found;
            for (int i = 0; i < Math.Min(PrefetchAhead, found); i++)
                BeamSearch.Prefetch(layer, passing[i]);
            for (int i = 0; i < found; i++)
            {
                if (i + PrefetchAhead < found)
                    BeamSearch.Prefetch(layer, passing[i + PrefetchAhead]);
                int far = distance.To(layer, query, passing[i]);
                if (size == limits.Width && far >= BeamSearch.DistanceOf(beam[size - 1]))
                    continue;
                int place = BeamSearch.Insert(beam, ref size, limits.Width, BeamSearch.KeyOf(far, passing[i]));
                if (place < next)
                    next = place;
            }
        }

        scratch.Clear();
        return visits < limits.VisitsMax;
    }

    // The passing nodes not seen yet among a node's neighbours and the neighbours of those that fail.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Gather(in GraphLayer layer, in NodeFilter filter, int node, int* passing, ref int visits)
    {
        SearchScratch scratch = SearchScratch.OfThread;
        int* bridges = stackalloc int[layer.Degree];
        int bridgeCount = 0;
        int found = 0;
        int looks = 0;
        int* links = layer.LinksOf(node);
        for (int i = 0; i < layer.Degree && BeamSearch.IsNode(layer, links[i]); i++)
        {
            looks++;
            if (scratch.HasSeen(links[i]))
                continue;
            scratch.MarkSeen(links[i]);
            if (!filter.Passes(links[i]))
                bridges[bridgeCount++] = links[i];
            else if (found < ComparedMax)
                passing[found++] = links[i];
        }

        for (int bridge = 0; bridge < bridgeCount && found < ComparedMax; bridge++)
        {
            links = layer.LinksOf(bridges[bridge]);
            for (int i = 0; i < layer.Degree && found < ComparedMax && BeamSearch.IsNode(layer, links[i]); i++)
            {
                looks++;
                if (!filter.Passes(links[i]) || scratch.HasSeen(links[i]))
                    continue;
                scratch.MarkSeen(links[i]);
                passing[found++] = links[i];
            }
        }

        visits += looks / LooksPerVisit;
        return found;
    }
}
