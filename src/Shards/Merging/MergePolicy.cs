namespace RagCluster.Shards.Merging;

/// <summary>
/// Which segments to merge: eight of one tier become one of the next, so a chunk is rewritten about log8(n) times and a shard of n chunks has
/// at most 8 log8(n) segments. Tiered merging after P. O'Neil et al., "The log-structured merge-tree", Acta Informatica 33, 1996.
/// </summary>
internal static class MergePolicy
{
    /// <summary>Segments of a tier that are merged into one of the next.</summary>
    internal const int Fanout = 8;

    /// <summary>A segment with this many live rows is never merged again; it bounds the length of one merge and the size of one array.</summary>
    internal const int FinalRowCount = 1 << 18;

    // Below this size dead rows cost less than rewriting.
    private const int RewriteRowsMin = 64;

    /// <summary>The places of the segments to merge into one; empty when there is nothing to do.</summary>
    /// <param name="sizes">Live rows and all rows of every segment.</param>
    internal static int[] Choose(IReadOnlyList<SegmentSize> sizes)
    {
        for (int i = 0; i < sizes.Count; i++)
        {
            if (sizes[i].AllRows >= RewriteRowsMin && sizes[i].LiveRows * 2 < sizes[i].AllRows)
                return [i];
        }

        int[]? full = Enumerable.Range(0, sizes.Count)
            .Where(i => sizes[i].LiveRows < FinalRowCount)
            .GroupBy(i => Tier(sizes[i].LiveRows))
            .OrderBy(group => group.Key)
            .Select(group => group.ToArray())
            .FirstOrDefault(group => group.Length >= Fanout);
        return full ?? [];
    }

    internal static int Tier(int liveRows)
    {
        int tier = 0;
        for (int rest = liveRows; rest >= Fanout; rest /= Fanout)
            tier++;
        return tier;
    }
}
