using RagCluster.Shards.Segments;
using RagCluster.Vectors;

namespace RagCluster.Shards.Merging;

/// <summary>The vectors of a merged segment, read from the segments that it is made of.</summary>
internal sealed class MergedVectors(StoredVectors[] sources, IReadOnlyList<(int Source, int Row)> rows, int dimensions) : IVectorRows
{
    /// <inheritdoc/>
    public int Dimensions => dimensions;

    /// <inheritdoc/>
    public int Count => rows.Count;

    /// <inheritdoc/>
    public ReadOnlySpan<float> this[int row] => sources[rows[row].Source][rows[row].Row];
}
