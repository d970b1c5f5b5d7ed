using RagCluster.Corpus.Chunks;

namespace RagCluster.Shards.Segments;

/// <summary>The total order of chunk ids that breaks ties between equal scores: document by code units, generation, ordinal.</summary>
public static class ChunkOrder
{
    /// <summary>Compares two ids.</summary>
    /// <param name="left">One id.</param>
    /// <param name="right">The other.</param>
    /// <returns>Below 0 when <paramref name="left"/> comes first.</returns>
    public static int Compare(ChunkId left, ChunkId right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        int order = string.CompareOrdinal(left.Document.Value, right.Document.Value);
        if (order == 0)
            order = left.Generation.CompareTo(right.Generation);
        return order != 0 ? order : left.Ordinal.CompareTo(right.Ordinal);
    }
}
