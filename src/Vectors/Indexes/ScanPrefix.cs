using RagCluster.Vectors.Codes;
using RagCluster.Vectors.Distances;

namespace RagCluster.Vectors.Indexes;

/// <summary>
/// Lets a scan leave a row after its first two cache lines. A near row has about the same share of its product in the first values as the query
/// has of its own length; the share strays like a sum of independent terms, and rows short of it by some deviations are left. What a scan of many
/// rows costs is memory, and this reads a third of it.
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

    /// <summary>Prepares a query.</summary>
    /// <param name="query">The query.</param>
    /// <param name="rowNorm">The mean squared length of the rows' codes.</param>
    internal ScanPrefix(in CodedQuery query, double rowNorm)
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

    /// <summary>Whether rows are long enough.</summary>
    internal bool IsUsable { get; }

    /// <summary>The least product of the first values that a row no farther than this may have.</summary>
    internal double LeastFor(int farthest) => farthest == int.MaxValue ? double.NegativeInfinity : (-_share * farthest) - _slack;

    internal int First(sbyte* row) => Int8Kernel.Dot(_first, row);

    internal int Rest(sbyte* row) => Int8Kernel.Dot(_rest, row + PrefixBytes);
}
