using RagCluster.Vectors.Codes;
using RagCluster.Vectors.Graphs;
using RagCluster.Vectors.Sections;

namespace RagCluster.Vectors.Indexes;

/// <summary>Enters the base layer from those above and searches it.</summary>
internal static unsafe class GraphEntry
{
    // Rows compared in the time that a search of the graph takes for one node of its beam: 9 ns against 0.9 µs at 384 dimensions on a quiet
    // machine, 26 ns against 1.6 µs on a busy one.
    private const int ScanRowsPerNode = 60;

    // As many more are by their bits: with eight, queries that the graph answers in less were compared with all rows.
    private const int BitFactor = 4;

    // Two candidates on the way down: with one, a search of clustered rows now and then ends in the wrong cluster.
    private const int DescentWidth = 2;

    /// <summary>The rows that are compared in the time that a search takes for one node of its beam.</summary>
    internal static int ScanRowsFor(bool hasBits) => hasBits ? ScanRowsPerNode * BitFactor : ScanRowsPerNode;

    /// <summary>Leaves the nodes nearest to a query in the scratch's beam.</summary>
    /// <returns>How many.</returns>
    internal static int Search<TDistance>(in IndexView view, in CodedQuery query, TDistance distance, int width)
        where TDistance : struct, IRowDistance
    {
        SearchScratch scratch = SearchScratch.OfThread;
        int seeds = Seed(view, query, distance, width);
        return BeamSearch.Run(view.Base, query, distance, scratch, new BeamLimits(width, seeds));
    }

    /// <summary>Leaves the nodes nearest to a query in the scratch's beam, as many as their distances tell that its recall needs.</summary>
    /// <returns>How many, null where comparing all rows takes less; and the distance beyond which no node is a candidate among
    /// all.</returns>
    internal static (int? Size, int Bound) SearchBySlack<TDistance>(
        in IndexView view,
        in CodedQuery codes,
        TDistance distance,
        IndexQuery query,
        CandidateRange range
    )
        where TDistance : struct, IRowDistance
    {
        Span<float> distances = stackalloc float[SlackTable.DistancesMax];
        Span<float> slacks = stackalloc float[SlackTable.DistancesMax];
        int count = query.Slacks!.Fill(range.Limit, SlackTable.AimFor(query.Recall), distances, slacks);
        foreach (ref float slack in slacks[..count])
            slack = StopRule.Scaled(slack, query.Effort);
        int depth = Math.Max(range.Limit, EffortTable.Depths[0]);
        int expansionsMax = Math.Max(
            depth * 2,
            Math.Min(view.Base.Count / ScanRowsFor(range.BitQuery is not null), SlackTrace.ExpansionsMax)
        );
        int seeds = Seed(view, codes, distance, expansionsMax + 1);
        StopRule rule = new()
        {
            Depth = depth,
            Origin = query.Origin,
            Distances = distances[..count],
            Slacks = slacks[..count],
            Margin = range.Margin,
            SeedCount = query.Filter.IsActive ? AddApart(view, codes, distance, seeds) : seeds,
            ExpansionsMax = expansionsMax,
            Sketch = range.Sketch,
        };
        bool isFound = SlackSearch.Run(view.Base, codes, distance, rule, out int size);
        return (isFound ? size : null, range.FarthestOfScan(SearchScratch.OfThread.Beam, size));
    }

    /// <summary>Leaves the nodes of the base layer to start from in the scratch's beam.</summary>
    /// <returns>How many.</returns>
    internal static int Seed<TDistance>(in IndexView view, in CodedQuery query, TDistance distance, int width)
        where TDistance : struct, IRowDistance
    {
        SearchScratch scratch = SearchScratch.OfThread;
        scratch.Prepare(view.Base.Count, width);
        int seeds = GraphDescent.Run(view.Upper, 0, query, distance, Math.Min(DescentWidth, width));
        for (int i = 0; i < seeds; i++)
        {
            long key = scratch.Beam[i];
            scratch.Beam[i] = BeamSearch.KeyOf(BeamSearch.DistanceOf(key), BaseNode(view, BeamSearch.NodeOf(key)));
        }

        return seeds;
    }

    /// <summary>
    /// Adds the node that lies nearest to what is left of the query without the direction of the nearest seed (Pati et al. 1993,
    /// "Orthogonal matching pursuit"). A question about two things lies between two clusters: a search that enters one of them may end
    /// before any of its links leads to the other.
    /// </summary>
    /// <param name="view">The index.</param>
    /// <param name="query">The query.</param>
    /// <param name="distance">How to compare.</param>
    /// <param name="seeds">How many keys of base nodes the scratch's beam holds, nearest first; few.</param>
    /// <returns>How many it holds then.</returns>
    internal static int AddApart<TDistance>(in IndexView view, in CodedQuery query, TDistance distance, int seeds)
        where TDistance : struct, IRowDistance
    {
        if (seeds == 0)
            return 0;
        SearchScratch scratch = SearchScratch.OfThread;
        Span<long> keys = stackalloc long[seeds];
        new ReadOnlySpan<long>(scratch.Beam, seeds).CopyTo(keys);
        CodeBuffer rest = scratch.OtherCodesFor(query.Stride);
        if (!rest.LoadRest(query, view.Base.CodesOf(BeamSearch.NodeOf(keys[0]))))
            return seeds;
        _ = GraphDescent.Run(view.Upper, 0, rest.Widen(), default(DotDistance), 1);
        int apart = BaseNode(view, BeamSearch.NodeOf(scratch.Beam[0]));
        keys.CopyTo(new Span<long>(scratch.Beam, seeds));
        foreach (long key in keys)
        {
            if (BeamSearch.NodeOf(key) == apart)
                return seeds;
        }

        scratch.Beam[seeds] = BeamSearch.KeyOf(distance.To(view.Base, query, apart), apart);
        return seeds + 1;
    }

    private static int BaseNode(in IndexView view, int upperNode)
    {
        int node = view.UpperNodes[upperNode];
        return (uint)node < (uint)view.Base.Count
            ? node
            : throw new InvalidVectorSectionException($"A node of an upper layer stands for node {node} of {view.Base.Count}.");
    }
}
