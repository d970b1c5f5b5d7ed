using System.Runtime.CompilerServices;
using RagCluster.Vectors.Codes;

namespace RagCluster.Vectors.Graphs;

/// <summary>Best-first search of one layer that ends by a <see cref="StopRule"/>: the beam holds what the rule allows, be it ten nodes or a thousand.</summary>
internal static unsafe class SlackSearch
{
    /// <summary>Finds the nodes nearest to a query; they are left in the scratch's beam, nearest first.</summary>
    /// <param name="layer">Where to search.</param>
    /// <param name="query">The query.</param>
    /// <param name="distance">How to compare.</param>
    /// <param name="rule">From how many nodes to start and when to stop.</param>
    /// <param name="size">How many the beam holds.</param>
    /// <returns>Whether the search came to its end within the rule's expansions.</returns>
    /// <exception cref="Sections.InvalidVectorSectionException">A link leads out of the layer.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static bool Run<TDistance>(in GraphLayer layer, in CodedQuery query, TDistance distance, in StopRule rule, out int size)
        where TDistance : struct, IRowDistance
    {
        SearchScratch scratch = SearchScratch.OfThread;
        long* beam = scratch.Beam;
        size = BeamSearch.Start(scratch, rule.SeedCount);
        // One more than may be expanded: a beam that lost candidates ends in giving up, not in too few of them.
        int room = rule.ExpansionsMax + 1;
        int next = 0;
        int expansions = 0;
        int farthest = int.MaxValue;
        int kept = int.MaxValue;
        while (next < size)
        {
            if ((beam[next] & 1) != 0)
            {
                next++;
                continue;
            }

            if (BeamSearch.DistanceOf(beam[next]) > farthest)
                break;
            if (++expansions > rule.ExpansionsMax)
                return false;
            int node = BeamSearch.NodeOf(beam[next]);
            beam[next++] |= 1;
            int* touched = scratch.Touched + scratch.TouchedCount;
            int found = BeamSearch.Gather(layer, scratch, node);
            if (next < size)
                BeamSearch.PrefetchLinks(layer, BeamSearch.NodeOf(beam[next]));
            for (int i = 0; i < found; i++)
            {
                if (i + BeamSearch.PrefetchAhead < found)
                    BeamSearch.Prefetch(layer, touched[i + BeamSearch.PrefetchAhead]);
                int neighbour = touched[i];
                int far = distance.To(layer, query, neighbour);
                if (far > kept || (size == room && far >= BeamSearch.DistanceOf(beam[size - 1])))
                    continue;
                int place = BeamSearch.Insert(beam, ref size, room, BeamSearch.KeyOf(far, neighbour));
                if (place < rule.Depth && size >= rule.Depth)
                {
                    int last = BeamSearch.DistanceOf(beam[rule.Depth - 1]);
                    farthest = rule.FarthestFor(last);
                    kept = Math.Max(farthest, last + rule.Margin);
                    while (BeamSearch.DistanceOf(beam[size - 1]) > kept)
                        size--;
                }

                if (place > next)
                    continue;
                next = place;
                BeamSearch.PrefetchLinks(layer, neighbour);
            }
        }

        return true;
    }
}
