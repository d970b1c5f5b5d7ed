using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using RagCluster.Vectors.Codes;
using RagCluster.Vectors.Sections;

namespace RagCluster.Vectors.Graphs;

/// <summary>
/// Best-first search of one layer with a beam of fixed size, kept sorted in one array (Jayaram Subramanya et al. 2019, "DiskANN"): for the
/// beams that searches need an insertion moves fewer bytes than two heaps do.
/// </summary>
internal static unsafe class BeamSearch
{
    private const int LineBytes = 64;

    // How many neighbours ahead codes are asked for: the core has about a dozen line-fill buffers and a row has six lines.
    internal const int PrefetchAhead = 3;

    internal static int NodeOf(long key) => (int)((uint)key >> 1);

    internal static int DistanceOf(long key) => (int)(key >> 32);

    internal static long KeyOf(int distance, int node) => ((long)distance << 32) | ((long)node << 1);

    /// <summary>Finds the nodes nearest to a query; they are left in the scratch's beam, nearest first.</summary>
    /// <param name="layer">Where to search.</param>
    /// <param name="query">The query.</param>
    /// <param name="distance">How to compare.</param>
    /// <param name="scratch">Prepared for the layer and the beam; its beam holds the keys of distinct nodes to start from, in any
    /// order.</param>
    /// <param name="limits">The beam and the seeds.</param>
    /// <returns>How many the beam holds. The nodes seen stay listed in the scratch until the next search.</returns>
    /// <exception cref="InvalidVectorSectionException">A link leads out of the layer.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static int Run<TDistance>(
        in GraphLayer layer,
        in CodedQuery query,
        TDistance distance,
        SearchScratch scratch,
        BeamLimits limits
    )
        where TDistance : struct, IRowDistance
    {
        long* beam = scratch.Beam;
        int width = limits.Width;
        int size = Start(scratch, limits.SeedCount);
        int next = 0;
        while (next < size)
        {
            if ((beam[next] & 1) != 0)
            {
                next++;
                continue;
            }

            int node = NodeOf(beam[next]);
            beam[next++] |= 1;
            int* touched = scratch.Touched + scratch.TouchedCount;
            int found = Gather(layer, scratch, node);
            if (next < size)
                PrefetchLinks(layer, NodeOf(beam[next]));
            for (int i = 0; i < found; i++)
            {
                if (i + PrefetchAhead < found)
                    Prefetch(layer, touched[i + PrefetchAhead]);
                int neighbour = touched[i];
                int far = distance.To(layer, query, neighbour);
                if (size == width && far >= DistanceOf(beam[size - 1]))
                    continue;
                int place = Insert(beam, ref size, width, KeyOf(far, neighbour));
                if (place > next)
                    continue;
                next = place;
                PrefetchLinks(layer, neighbour);
            }
        }

        return size;
    }

    /// <summary>
    /// Adds the neighbours of a node that were not seen before to the scratch's list and asks for the codes of the first.
    /// </summary>
    /// <returns>How many.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Gather(in GraphLayer layer, SearchScratch scratch, int node)
    {
        ulong* seen = scratch.Seen;
        int* links = layer.LinksOf(node);
        int* touched = scratch.Touched + scratch.TouchedCount;
        int found = 0;
        for (int i = 0; i < layer.Degree; i++)
        {
            int neighbour = links[i];
            if (!IsNode(layer, neighbour))
                break;
            ulong bit = 1UL << neighbour;
            if ((seen[neighbour >> 6] & bit) != 0)
                continue;
            seen[neighbour >> 6] |= bit;
            touched[found++] = neighbour;
            if (found <= PrefetchAhead)
                Prefetch(layer, neighbour);
        }

        scratch.TouchedCount += found;
        return found;
    }

    /// <summary>Whether a link leads to a node, or the list ends.</summary>
    /// <exception cref="InvalidVectorSectionException">It leads out of the layer.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsNode(in GraphLayer layer, int link)
    {
        if ((uint)link < (uint)layer.Count)
            return true;
        if (link != GraphLayer.NoNode)
            ThrowOutside(link, layer.Count);
        return false;
    }

    /// <summary>Sorts the seeds in the beam, none of them expanded, and marks them as the only nodes seen.</summary>
    internal static int Start(SearchScratch scratch, int seedCount)
    {
        scratch.Clear();
        new Span<long>(scratch.Beam, seedCount).Sort();
        for (int i = 0; i < seedCount; i++)
        {
            scratch.Beam[i] &= ~1L;
            scratch.MarkSeen(NodeOf(scratch.Beam[i]));
        }

        return seedCount;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Prefetch(in GraphLayer layer, int node)
    {
        if (!Sse.IsSupported)
            return;
        sbyte* codes = layer.CodesOf(node);
        for (int line = 0; line < layer.Stride; line += LineBytes)
            Sse.Prefetch0(codes + line);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void PrefetchLinks(in GraphLayer layer, int node)
    {
        if (!Sse.IsSupported)
            return;
        Sse.Prefetch0(layer.LinksOf(node));
        Sse.Prefetch0((byte*)layer.LinksOf(node) + LineBytes);
    }

    // Puts a key where it belongs and drops the last one of a full beam.
    internal static int Insert(long* beam, ref int size, int width, long key)
    {
        int low = 0;
        int high = size;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (beam[middle] < key)
                low = middle + 1;
            else
                high = middle;
        }

        int kept = size < width ? size++ : size - 1;
        new ReadOnlySpan<long>(beam + low, kept - low).CopyTo(new Span<long>(beam + low + 1, kept - low));
        beam[low] = key;
        return low;
    }

    private static void ThrowOutside(int node, int count)
    {
        SearchScratch.Discard();
        throw new InvalidVectorSectionException($"A link of the graph leads to node {node} of {count}.");
    }
}
