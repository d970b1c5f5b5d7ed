using RagCluster.Vectors.Codes;
using RagCluster.Vectors.Graphs;

namespace RagCluster.Vectors.Indexes;

/// <summary>
/// Follows a search that never stops by itself and notes for each true neighbour the slack with which it would still have come upon it: the
/// largest at which a node was expanded before. One pass tells the recall of every slack.
/// </summary>
internal static unsafe class SlackTrace
{
    /// <summary>The most expansions of a search: with more candidates keeping them in order takes longer than comparing all rows.</summary>
    internal const int ExpansionsMax = 4096;

    /// <summary>Follows a search.</summary>
    /// <param name="view">The index.</param>
    /// <param name="query">The query.</param>
    /// <param name="distance">How to compare.</param>
    /// <param name="origin">Where distances begin.</param>
    /// <param name="nodes">The true neighbours.</param>
    internal static SlackSample Run<TDistance>(
        in IndexView view,
        in CodedQuery query,
        TDistance distance,
        DistanceOrigin origin,
        ReadOnlySpan<int> nodes
    )
        where TDistance : struct, IRowDistance
    {
        SearchScratch scratch = SearchScratch.OfThread;
        Dictionary<int, float> slacks = new();
        foreach (int node in nodes)
            slacks[node] = float.PositiveInfinity;
        int width = Math.Min(ExpansionsMax, view.Base.Count);
        int size = BeamSearch.Start(scratch, GraphEntry.Seed(view, query, distance, width));
        long* beam = scratch.Beam;
        float slack = 0;
        int missing = nodes.Length;
        for (int i = 0; i < size; i++)
            missing -= Find(slacks, BeamSearch.NodeOf(beam[i]), slack);
        int next = 0;
        while (next < size && missing > 0)
        {
            if ((beam[next] & 1) != 0)
            {
                next++;
                continue;
            }

            if (size >= nodes.Length)
            {
                double wanted = Math.Max(1, BeamSearch.DistanceOf(beam[nodes.Length - 1]) - origin.Zero);
                slack = Math.Max(slack, (float)((BeamSearch.DistanceOf(beam[next]) - origin.Zero) / wanted - 1));
            }

            int node = BeamSearch.NodeOf(beam[next]);
            beam[next++] |= 1;
            int* touched = scratch.Touched + scratch.TouchedCount;
            int found = BeamSearch.Gather(view.Base, scratch, node);
            for (int i = 0; i < found; i++)
            {
                missing -= Find(slacks, touched[i], slack);
                int far = distance.To(view.Base, query, touched[i]);
                if (size < width || far < BeamSearch.DistanceOf(beam[size - 1]))
                    next = Math.Min(next, BeamSearch.Insert(beam, ref size, width, BeamSearch.KeyOf(far, touched[i])));
            }
        }

        int last = BeamSearch.DistanceOf(beam[Math.Min(size, nodes.Length) - 1]);
        return new SlackSample((float)(Math.Max(0, last - origin.Zero) * origin.Unit), [.. slacks.Values]);
    }

    private static int Find(Dictionary<int, float> slacks, int node, float slack)
    {
        if (!slacks.ContainsKey(node))
            return 0;
        slacks[node] = slack;
        return 1;
    }
}
