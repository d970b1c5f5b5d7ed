using System.Runtime.CompilerServices;
using RagCluster.Vectors.Codes;
using RagCluster.Vectors.Sketches;

namespace RagCluster.Vectors.Graphs;

/// <summary>
/// Best-first search of one layer that ends by a <see cref="StopRule"/>: the beam holds what the rule allows, be it ten nodes or a
/// thousand.
/// </summary>
internal static unsafe class SlackSearch
{
    // By then the distance of the last neighbour wanted hardly changes any more.
    private const int SettledAfter = 128;

    /// <summary>Finds the nodes nearest to a query; they are left in the scratch's beam, nearest first.</summary>
    /// <param name="layer">Where to search.</param>
    /// <param name="query">The query.</param>
    /// <param name="distance">How to compare.</param>
    /// <param name="rule">From how many nodes to start and when to stop.</param>
    /// <param name="size">How many the beam holds.</param>
    /// <returns>Whether the search came to its end within the rule's expansions, and could.</returns>
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
        int* near = stackalloc int[layer.Degree];
        while (next < size)
        {
            if ((beam[next] & 1) != 0)
            {
                next++;
                continue;
            }

            if (BeamSearch.DistanceOf(beam[next]) > farthest)
                break;
            if (
                ++expansions > rule.ExpansionsMax
                || (expansions == SettledAfter && size >= rule.Depth && rule.IsHopeless(BeamSearch.DistanceOf(beam[rule.Depth - 1])))
            )
                return false;
            int node = BeamSearch.NodeOf(beam[next]);
            beam[next++] |= 1;
            bool isSketched = kept != int.MaxValue && rule.Sketch.IsUsable;
            int* touched = isSketched ? near : scratch.Touched + scratch.TouchedCount;
            int found = isSketched
                ? GatherNear(layer, node, rule.Sketch, rule.Sketch.LeastFor(kept), near)
                : BeamSearch.Gather(layer, scratch, node);
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

    // The neighbours not seen before that their sketches don't tell to lie too far. All are seen from now on.
    private static int GatherNear(in GraphLayer layer, int node, in SketchQuery sketch, int least, int* near)
    {
        SearchScratch scratch = SearchScratch.OfThread;
        ulong* seen = scratch.Seen;
        int* links = layer.LinksOf(node);
        int* touched = scratch.Touched + scratch.TouchedCount;
        int found = 0;
        for (int i = 0; i < layer.Degree; i++)
        {
            int neighbour = links[i];
            if (!BeamSearch.IsNode(layer, neighbour))
                break;
            ulong bit = 1UL << neighbour;
            if ((seen[neighbour >> 6] & bit) != 0)
                continue;
            seen[neighbour >> 6] |= bit;
            touched[found++] = neighbour;
            sketch.Prefetch(neighbour);
        }

        scratch.TouchedCount += found;
        new ReadOnlySpan<int>(touched, found).CopyTo(new Span<int>(near, found));
        int kept = sketch.KeepNear(new Span<int>(near, found), least);
        for (int i = 0; i < Math.Min(kept, BeamSearch.PrefetchAhead); i++)
            BeamSearch.Prefetch(layer, near[i]);
        return kept;
    }
}
