using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using RagCluster.Vectors.Bits;
using RagCluster.Vectors.Codes;
using RagCluster.Vectors.Graphs;
using RagCluster.Vectors.Rows;

namespace RagCluster.Vectors.Indexes;

/// <summary>
/// Compares all nodes, or those of a filter that lets many pass, in their order, in which their bits, sketches and codes lie. Where there
/// are bits, the codes only of the rows that these leave in.
/// </summary>
internal static unsafe class NodeScan
{
    // Looking at the bits of all rows takes as long as comparing one in six by their codes here and there.
    private const double FilterShareMin = 0.2;

    // One block of sixteen comes first: then the farthest that matters is hardly farther than at the end, however rows lie.
    private const int SampledOf = 16;

    // Above this share of rows left in, looking at the bits costs more than it spares.
    private const double WorthwhileShare = 0.6;
    private const int LookedAtMin = 2048;

    // Rows that bits left in are asked for at once, six lines each.
    private const int NearMax = 32;
    private const int NodesMax = 256;

    /// <summary>Whether it takes less than comparing the rows of a filter one by one.</summary>
    internal static bool Serves(in IndexView view, RowFilter filter, CandidateRange range) =>
        !filter.IsActive || (range.BitQuery is not null && filter.Count >= view.Base.Count * FilterShareMin);

    /// <summary>Leaves the nearest passing nodes in the scratch's beam, those wanted first; without a filter all pass.</summary>
    /// <param name="view">The index.</param>
    /// <param name="query">The query.</param>
    /// <param name="distance">How to compare.</param>
    /// <param name="filter">Which rows may be returned.</param>
    /// <param name="range">How many matter; bounded where a search that gave up found some already.</param>
    /// <returns>How many.</returns>
    internal static int Run<TDistance>(in IndexView view, in CodedQuery query, TDistance distance, RowFilter filter, CandidateRange range)
        where TDistance : struct, IRowDistance
    {
        ScanBeam found = ScanBeam.Of(view, filter, range);
        fixed (ulong* words = filter.Words)
        {
            NodeFilter passes = new(words, filter.Words.Length, (int*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(view.RowOfNode)));
            if (range.BitQuery is { } bits)
            {
                BitBlocks blocks = new(view.Bits, view.BitShape, bits.Computed(), range.Unit, range.BitDeviations);
                ByBits(view.Base, query, distance, (blocks, passes, filter.IsActive), ref found);
            }
            else
            {
                All(view.Base, query, distance, range, ref found);
            }
        }

        return found.Finish();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ByBits<TDistance>(
        in GraphLayer layer,
        in CodedQuery query,
        TDistance distance,
        (BitBlocks Bits, NodeFilter Passes, bool IsFiltered) rows,
        ref ScanBeam found
    )
        where TDistance : struct, IRowDistance
    {
        Span<int> nodes = stackalloc int[NearMax + BitShape.BlockRows];
        int count = 0;
        int lookedAt = 0;
        int kept = 0;
        int blocks = (layer.Count + BitShape.BlockRows - 1) / BitShape.BlockRows;
        int sampled = (blocks + SampledOf - 1) / SampledOf;
        for (int i = 0; i < blocks; i++)
        {
            int later = i - sampled;
            int block = later < 0 ? i * SampledOf : later + (later / (SampledOf - 1)) + 1;
            int first = block * BitShape.BlockRows;
            uint near = layer.Count - first >= BitShape.BlockRows ? uint.MaxValue : (1U << (layer.Count - first)) - 1;
            if (found.Farthest != int.MaxValue && (lookedAt < LookedAtMin || kept < lookedAt * WorthwhileShare))
            {
                near &= rows.Bits.Near(block, found.Farthest);
                lookedAt += BitShape.BlockRows;
                kept += BitOperations.PopCount(near);
            }

            for (; near != 0; near &= near - 1)
            {
                int node = first + BitOperations.TrailingZeroCount(near);
                if (rows.IsFiltered && !rows.Passes.Passes(node))
                    continue;
                BeamSearch.Prefetch(layer, node);
                nodes[count++] = node;
            }

            if (count < NearMax && i + 1 < blocks)
                continue;
            RowScan.Compare(layer, query, distance, nodes[..count], ref found);
            count = 0;
        }
    }

    private static void All<TDistance>(
        in GraphLayer layer,
        in CodedQuery query,
        TDistance distance,
        CandidateRange range,
        ref ScanBeam found
    )
        where TDistance : struct, IRowDistance
    {
        Span<int> room = stackalloc int[NodesMax];
        ScanPrefix prefix = ScanPrefix.Of<TDistance>(query, range);
        for (int first = 0; first < layer.Count; first += NodesMax)
        {
            Span<int> nodes = room[..Math.Min(NodesMax, layer.Count - first)];
            for (int i = 0; i < nodes.Length; i++)
                nodes[i] = first + i;
            RowScan.CompareNear(layer, query, nodes, (distance, range, prefix), ref found);
        }
    }
}
