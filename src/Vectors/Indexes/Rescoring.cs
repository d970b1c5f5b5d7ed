using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using RagCluster.Vectors.Distances;
using RagCluster.Vectors.Graphs;
using RagCluster.Vectors.Rows;
using RagCluster.Vectors.Sections;

namespace RagCluster.Vectors.Indexes;

/// <summary>Orders candidates by their original floats, as the exact search does.</summary>
internal static class Rescoring
{
    private const int LineBytes = 64;

    /// <summary>Orders candidates.</summary>
    /// <param name="view">The index.</param>
    /// <param name="source">The originals and how to compare.</param>
    /// <param name="candidates">Keys of nodes.</param>
    /// <param name="query">The query.</param>
    /// <param name="results">Written.</param>
    /// <returns>How many rows were written.</returns>
    internal static int Order(
        in IndexView view,
        in RowSource source,
        ReadOnlySpan<long> candidates,
        ReadOnlySpan<float> query,
        Span<RowSimilarity> results
    )
    {
        NearestRows nearest = new(results);
        for (int i = 0; i < candidates.Length; i++)
        {
            int row = view.RowOfNode[BeamSearch.NodeOf(candidates[i])];
            if (i + 1 < candidates.Length)
                Prefetch(view, source, BeamSearch.NodeOf(candidates[i + 1]));
            if ((uint)row >= (uint)source.Rows.Count)
                throw new InvalidVectorSectionException($"A node stands for row {row} of {source.Rows.Count}.");
            nearest.Offer(row, VectorMath.Similarity(source.Metric, query, source.Rows[row]));
        }

        return nearest.Count;
    }

    private static unsafe void Prefetch(in IndexView view, in RowSource source, int node)
    {
        int row = view.RowOfNode[node];
        if (!Sse.IsSupported || (uint)row >= (uint)source.Rows.Count)
            return;
        ReadOnlySpan<float> values = source.Rows[row];

        // Only a hint: that the row may be moved in between does no harm.
        byte* start = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(values));
        for (int line = 0; line < values.Length * sizeof(float); line += LineBytes)
            Sse.Prefetch0(start + line);
    }
}
