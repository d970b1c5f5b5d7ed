using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using RagCluster.Vectors.Codes;
using RagCluster.Vectors.Graphs;
using RagCluster.Vectors.Rows;

namespace RagCluster.Vectors.Indexes;

/// <summary>
/// Decides how to search under a filter. Few passing rows are all compared. Otherwise a narrow plain search looks at the surroundings of
/// the query: where enough of what it saw passes, a plain search wide enough for that share finds the rest. Where hardly anything passes
/// though the filter lets many rows through, it keeps away from the query, and all passing rows are compared, as they are when that costs
/// less than crossing failing nodes would; and when crossing takes more visits than there are passing rows, these are compared after all.
/// </summary>
internal static unsafe class SearchPlan
{
    // So few rows are compared in little more than the time of the probe.
    private const int ScanRowsMin = 3000;

    // Rows compared in the time that a crossing search takes for one node of its beam; measured at 384 dimensions.
    private const int ScanRowsPerNode = 500;

    // As many more are by their sketches: 10,000 rows took 118 instead of 214 µs.
    private const int SketchFactor = 2;

    // A filter that lets more than this share through is first taken as independent of the query.
    private const double WeakShare = 0.5;

    // Above this share of passing nodes around the query comparing failing ones costs less than crossing them.
    private const double PlainShare = 0.35;

    // Neighbours of all rows asked for, of which chance lets more or fewer pass.
    private const double Spare = 1.3;

    // Where fewer of them pass, their share around the query was taken too high.
    private const double EnoughPassing = 0.9;

    // Of the share expected around the query: below it, the filter keeps away from there.
    private const double AgainstShare = 0.2;
    private const int ProbeWidth = 8;

    // Visits of a crossing search for each passing row: it gives up when the scan would have been done.
    private const double VisitsPerRow = 0.7;

    // Passing nodes lie farther apart than all nodes do: the beam that finds the nearest of all is too narrow for the nearest of them.
    private const int CrossingWidthFactor = 2;

    /// <summary>Leaves the nearest passing nodes in the scratch's beam, those wanted first.</summary>
    /// <returns>How many.</returns>
    internal static int Run<TDistance>(in IndexView view, in CodedQuery codes, TDistance distance, IndexQuery query, CandidateRange range)
        where TDistance : struct, IRowDistance
    {
        RowFilter filter = query.Filter;
        double share = Math.Min(1, (double)filter.Count / view.Base.Count);
        if (filter.Count <= ScanRowsMin)
            return RowScan.Run(view, codes, distance, filter, range);
        fixed (ulong* words = filter.Words)
        {
            NodeFilter passes = new(words, filter.Words.Length, (int*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(view.RowOfNode)));
            if (share >= WeakShare)
            {
                if (Plain(view, codes, distance, query, (range, share, passes)) is { } found)
                    return found;
            }

            if (filter.Count <= (long)query.Width * ScanRowsPerNode * (range.Sketch.IsUsable ? SketchFactor : 1))
            {
                double nearby = ShareAmongNeighbours(view, codes, distance, passes);
                return nearby >= PlainShare && Plain(view, codes, distance, query, (range, nearby, passes)) is { } near
                    ? near
                    : RowScan.Run(view, codes, distance, filter, range);
            }

            // Room for the wider search now: growing the beam later would lose the probe's.
            SearchScratch.OfThread.Prepare(view.Base.Count, (query.Width * CrossingWidthFactor) + ProbeWidth + 1);
            int probed = GraphEntry.Search(view, codes, distance, Math.Min(ProbeWidth, view.Base.Count));
            double seen = SharePassing(passes);
            if (seen >= PlainShare)
                return Plain(view, codes, distance, query, (range, seen, passes)) ?? RowScan.Run(view, codes, distance, filter, range);
            if (seen < share * AgainstShare)
                return RowScan.Run(view, codes, distance, filter, range);
            probed = GraphEntry.AddApart(view, codes, distance, probed);
            BridgeLimits limits = new(passes, (query.Width * CrossingWidthFactor) + probed, probed, (int)(filter.Count * VisitsPerRow));
            return BridgeSearch.Run(view.Base, codes, distance, limits, out int size)
                ? range.Count(KeepPassing(passes, size))
                : RowScan.Run(view, codes, distance, filter, range);
        }
    }

    // As many neighbours of all rows as hold those wanted, if passing rows have the share that is expected there: the same recall of more
    // neighbours.
    private static int? Plain<TDistance>(
        in IndexView view,
        in CodedQuery codes,
        TDistance distance,
        IndexQuery query,
        (CandidateRange Range, double Share, NodeFilter Passes) filtered
    )
        where TDistance : struct, IRowDistance
    {
        CandidateRange range = filtered.Range with
        {
            Limit = (int)Math.Min(view.Base.Count, (filtered.Range.Limit / filtered.Share * Spare) + 1),
        };
        int? found =
            query.Slacks?.HasSlacksFor(range.Limit) == true
                ? GraphEntry.SearchBySlack(view, codes, distance, query, range).Size
                : GraphEntry.Search(view, codes, distance, (int)Math.Min(view.Base.Count, (query.Width / filtered.Share) + 1));
        if (found is not { } size)
            return null;
        int passing = CountPassing(filtered.Passes, Math.Min(size, Math.Max(range.Limit, query.Slacks is null ? query.Width : 0)));
        return passing >= Math.Min(query.Filter.Count, filtered.Range.Limit * EnoughPassing)
            ? filtered.Range.Count(KeepPassing(filtered.Passes, size))
            : null;
    }

    // The share of passing nodes among the neighbours of those that a search would start from: three times as fast as the probe.
    private static double ShareAmongNeighbours<TDistance>(in IndexView view, in CodedQuery codes, TDistance distance, in NodeFilter filter)
        where TDistance : struct, IRowDistance
    {
        int seeds = GraphEntry.Seed(view, codes, distance, ProbeWidth);
        long* beam = SearchScratch.OfThread.Beam;
        int looks = 0;
        int passing = 0;
        for (int seed = 0; seed < seeds; seed++)
        {
            int* links = view.Base.LinksOf(BeamSearch.NodeOf(beam[seed]));
            for (int i = 0; i < view.Base.Degree && BeamSearch.IsNode(view.Base, links[i]); i++, looks++)
                passing += filter.Passes(links[i]) ? 1 : 0;
        }

        return (double)passing / Math.Max(1, looks);
    }

    private static int CountPassing(in NodeFilter filter, int size)
    {
        long* beam = SearchScratch.OfThread.Beam;
        int passing = 0;
        for (int i = 0; i < size; i++)
            passing += filter.Passes(BeamSearch.NodeOf(beam[i])) ? 1 : 0;
        return passing;
    }

    private static int KeepPassing(in NodeFilter filter, int size)
    {
        long* beam = SearchScratch.OfThread.Beam;
        int kept = 0;
        for (int i = 0; i < size; i++)
        {
            if (filter.Passes(BeamSearch.NodeOf(beam[i])))
                beam[kept++] = beam[i];
        }

        return kept;
    }

    private static double SharePassing(in NodeFilter filter)
    {
        SearchScratch scratch = SearchScratch.OfThread;
        int passing = 0;
        for (int i = 0; i < scratch.TouchedCount; i++)
            passing += filter.Passes(scratch.Touched[i]) ? 1 : 0;
        return (double)passing / Math.Max(1, scratch.TouchedCount);
    }
}
