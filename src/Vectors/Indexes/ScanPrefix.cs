using RagCluster.Vectors.Codes;
using RagCluster.Vectors.Graphs;

namespace RagCluster.Vectors.Indexes;

/// <summary>
/// Lets a scan leave a row after its first two cache lines. A near row has about the same share of its product in the first values as the
/// query has of its own length; the share strays like a sum of independent terms, and rows short of it by some deviations are left. What a
/// scan of many rows costs is memory, and this reads a third of it.
/// </summary>
internal readonly unsafe struct ScanPrefix
{
    internal const int PrefixBytes = 128;

    // Shorter rows gain nothing.
    private const int StrideMin = 320;

    // Loses about one near row in two hundred.
    private const double Deviations = 2.5;

    private readonly CodedQuery _first;
    private readonly CodedQuery _rest;
    private readonly double _share;
    private readonly double _slack;

    private ScanPrefix(in CodedQuery query, double rowNorm)
    {
        IsUsable = query.Stride >= StrideMin;
        if (!IsUsable)
            return;
        _first = new CodedQuery(query.Wide, query.Narrow, PrefixBytes);
        _rest = new CodedQuery(query.Wide + PrefixBytes, query.Narrow + PrefixBytes, query.Stride - PrefixBytes);
        double norm = Math.Max(1, Int8Kernel.Dot(query, query.Narrow));
        _share = Int8Kernel.Dot(_first, query.Narrow) / norm;
        _slack = Deviations * Math.Sqrt(norm * rowNorm / query.Stride * _share * (1 - _share));
    }

    /// <summary>Prepares a query; not usable where no row may be left or distances are no products.</summary>
    /// <param name="query">The query.</param>
    /// <param name="range">Whether rows may be left, and the mean squared length of their codes.</param>
    internal static ScanPrefix Of<TDistance>(in CodedQuery query, CandidateRange range)
        where TDistance : struct, IRowDistance =>
        range.LeavesRowsEarly && typeof(TDistance) == typeof(DotDistance) ? new ScanPrefix(query, range.RowNorm) : default;

    /// <summary>Whether rows are long enough.</summary>
    internal bool IsUsable { get; }

    /// <summary>The least product of the first values that a row no farther than this may have.</summary>
    internal double LeastFor(int farthest) => farthest == int.MaxValue ? double.NegativeInfinity : (-_share * farthest) - _slack;

    internal int First(sbyte* row) => Int8Kernel.Dot(_first, row);

    internal int Rest(sbyte* row) => Int8Kernel.Dot(_rest, row + PrefixBytes);
}
