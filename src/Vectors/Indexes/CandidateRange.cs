using RagCluster.Vectors.Bits;
using RagCluster.Vectors.Graphs;
using RagCluster.Vectors.Sketches;

namespace RagCluster.Vectors.Indexes;

/// <summary>
/// How many candidates must be ordered by their floats. Codes are rounded, so that a product of codes is off by about the root of
/// (|query|² + |row|²) / 12 in units of codes; rows farther behind the last one wanted than some of these can't belong before it.
/// </summary>
internal readonly struct CandidateRange
{
    // Deviations of the difference of two rounded products that are allowed for: 99 % of the rows that belong before come within.
    private const double Deviations = 2.5;

    // A scan of many rows at nearly one distance keeps those whose rounding errors are the luckiest: 2.5 found 0.94 of the neighbours among
    // 100,000 rows of a million against the query.
    private const double ScanDeviations = 3;

    // More candidates than this for each neighbour are too dear; only rows at nearly one distance from the query need them, and the more
    // the more rows there are.
    private const int MaxPerNeighbour = 48;
    private const int LeastMax = 480;
    private const int MostOfScan = 16_384;
    private const int ScannedPerCandidate = 12;

    internal CandidateRange(double queryNorm, double rowNorm, int limit)
    {
        Margin = (int)Math.Min(int.MaxValue / 4, Deviations * Math.Sqrt(2 * (queryNorm + rowNorm) / 12));
        Limit = limit;
        RowNorm = rowNorm;
    }

    /// <summary>Whether a scan may leave rows that are most likely too far: see <see cref="ScanPrefix"/>.</summary>
    internal bool LeavesRowsEarly { get; init; }

    /// <summary>The query as bits compare it and the unit of distances; null where bits may not be used.</summary>
    internal BitQuery? BitQuery { get; init; }

    /// <summary>By how many deviations bits may be off before a row is lost.</summary>
    internal double BitDeviations { get; init; }

    /// <summary>The query as sketches compare it; not usable where there are none or every row has to be compared.</summary>
    internal SketchQuery Sketch { get; init; }

    /// <summary>The share of the deviations that a scan allows sketches: where it misses nothing else, it may allow fewer.</summary>
    internal double SketchShare { get; init; } = 1;

    /// <summary>Nodes farther than this don't matter to a scan: a search found nearer ones before.</summary>
    internal int Bound { get; init; } = int.MaxValue;

    /// <summary>What one unit of a distance is worth.</summary>
    internal float Unit { get; init; }

    /// <summary>The mean squared length of the rows' codes.</summary>
    internal double RowNorm { get; }

    /// <summary>Candidates so much farther than the last one wanted still matter.</summary>
    internal int Margin { get; }

    /// <summary>Neighbours wanted.</summary>
    internal int Limit { get; init; }

    /// <summary>The most candidates of a scan.</summary>
    /// <param name="rowCount">How many rows are compared.</param>
    internal int MaxOf(int rowCount) =>
        (int)Math.Min(1 << 20, Math.Max(Math.Clamp(rowCount / ScannedPerCandidate, LeastMax, MostOfScan), (long)Limit * MaxPerNeighbour));

    /// <summary>The largest distance that still matters, from the candidates so far, nearest first.</summary>
    internal unsafe int Farthest(long* beam, int size) => Farthest(beam, size, Margin);

    /// <summary>As <see cref="Farthest(long*, int)"/>, of a scan.</summary>
    internal unsafe int FarthestOfScan(long* beam, int size) => Farthest(beam, size, (int)(Margin * (ScanDeviations / Deviations)));

    /// <summary>How many of the candidates in the scratch's beam, nearest first, matter.</summary>
    internal unsafe int Count(int size)
    {
        long* beam = SearchScratch.OfThread.Beam;
        int farthest = Farthest(beam, size);
        int count = Math.Min(size, Limit);
        while (count < size && BeamSearch.DistanceOf(beam[count]) <= farthest)
            count++;
        return count;
    }

    private unsafe int Farthest(long* beam, int size, int margin) =>
        size < Limit ? int.MaxValue
        : BeamSearch.DistanceOf(beam[Limit - 1]) is var last && last > int.MaxValue - margin ? int.MaxValue
        : last + margin;
}
