using RagCluster.Shards.Files;

namespace RagCluster.Shards.Merging;

/// <summary>
/// Which segments to merge: eight of one tier become one of the next, and what would grow beyond the largest segment becomes final. So a
/// chunk is written at most once a tier and once more on its way to a final segment: log8(largest / smallest) + 2 times, and once more for
/// each time that half of its segment was deleted. Tiered merging after P. O'Neil et al., "The log-structured merge-tree", Acta Informatica
/// 33, 1996.
/// </summary>
/// <param name="RowsMax">Rows of the largest segment; it bounds the length of one merge.</param>
/// <param name="Fanout">Segments of a tier that are merged into one of the next.</param>
internal sealed record MergePolicy(int RowsMax, int Fanout = MergePolicy.DefaultFanout)
{
    // Fewer would write more, more would leave a search more segments to visit.
    private const int DefaultFanout = 8;

    // Below this size dead rows cost less than rewriting.
    private const int RewriteRowsMin = 64;

    // Offsets and headers of a section have room beside it.
    private const long BytesMax = FileLayout.SectionBytesMax / 16 * 15;

    /// <summary>
    /// The policy of segments on disk: the largest takes minutes to merge with its graph, and its sections stay far below their limit.
    /// </summary>
    internal static MergePolicy Disk { get; } = new(1 << 18);

    /// <summary>The policy of segments in memory beside files: what a writer merges by itself takes milliseconds.</summary>
    internal static MergePolicy Head { get; } = new(1 << 9);

    /// <summary>The places of the segments to merge into one; empty when there is nothing to do.</summary>
    /// <param name="sizes">Every segment's size.</param>
    internal int[] Choose(IReadOnlyList<SegmentSize> sizes)
    {
        for (int i = 0; i < sizes.Count; i++)
        {
            if (sizes[i].AllRows >= RewriteRowsMin && sizes[i].LiveRows * 2L < sizes[i].AllRows)
                return [i];
        }

        IEnumerable<int[]> tiers = Enumerable
            .Range(0, sizes.Count)
            .Where(i => !IsFinal(sizes[i]))
            .GroupBy(i => Tier(sizes[i].LiveRows))
            .OrderBy(group => group.Key)
            .Select(group => group.ToArray())
            .Where(group => group.Length >= Fanout);
        foreach (int[] tier in tiers)
        {
            int[] chosen = Fitting(tier, sizes);
            if (chosen.Length > 1)
                return chosen;
        }

        return [];
    }

    internal int Tier(int liveRows)
    {
        int tier = 0;
        for (int rest = liveRows; rest >= Fanout; rest /= Fanout)
            tier++;
        return tier;
    }

    // More than half of the limit: with any other segment of its size it would go beyond.
    private bool IsFinal(SegmentSize size) => size.LiveRows > RowsMax / 2 || size.SectionBytes > BytesMax / 2;

    private int[] Fitting(int[] tier, IReadOnlyList<SegmentSize> sizes)
    {
        long rows = 0;
        long bytes = 0;
        return [.. tier.TakeWhile(i => (rows += sizes[i].LiveRows) <= RowsMax && (bytes += sizes[i].SectionBytes) <= BytesMax)];
    }
}
