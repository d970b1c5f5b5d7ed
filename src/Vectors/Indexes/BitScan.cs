using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using RagCluster.Vectors.Bits;

namespace RagCluster.Vectors.Indexes;

/// <summary>
/// Leaves out of a scan the rows that their bits alone say are too far. What a scan of rows here and there costs is memory, and the bits of a row
/// of 384 dimensions are one cache line where its codes are six. Where the bits leave most rows in, as when a filter lets only rows at one distance
/// pass, it stops looking at them.
/// </summary>
internal struct BitScan
{
    private const int PrefetchAhead = 24;

    // Above this share of rows left in, looking at the bits costs more than it spares.
    private const double WorthwhileShare = 0.6;
    private const int LookedAtMin = 512;

    private readonly BitLayer _bits;
    private int _lookedAt;
    private int _kept;

    private BitScan(BitLayer bits) => _bits = bits;

    /// <summary>Whether to look at bits.</summary>
    internal readonly bool IsWorthwhile => _bits.IsUsable && (_lookedAt < LookedAtMin || _kept < _lookedAt * WorthwhileShare);

    /// <summary>Prepares a scan; one that is not worthwhile where the index has no bits or none may be used.</summary>
    internal static unsafe BitScan Of(in IndexView view, CandidateRange range) =>
        view.Bits == null || range.BitQuery is null ? default : new BitScan(new BitLayer(view.Bits, view.BitShape, range.BitQuery, range.Unit));

    /// <summary>Moves the rows to the front that may be no farther than a distance.</summary>
    /// <returns>How many.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal unsafe int Keep(Span<int> rows, int farthest)
    {
        int kept = 0;
        for (int i = 0; Sse.IsSupported && i < Math.Min(PrefetchAhead, rows.Length); i++)
            Sse.Prefetch0(_bits.BitsOf(rows[i]));
        for (int i = 0; i < rows.Length; i++)
        {
            if (Sse.IsSupported && i + PrefetchAhead < rows.Length)
                Sse.Prefetch0(_bits.BitsOf(rows[i + PrefetchAhead]));
            int row = rows[i];
            rows[kept] = row;
            kept += _bits.LeastOf(row) <= farthest ? 1 : 0;
        }

        _lookedAt += rows.Length;
        _kept += kept;
        return kept;
    }
}
