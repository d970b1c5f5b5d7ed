namespace RagCluster.Vectors.Flat;

/// <summary>How many rows must be ordered by their floats, as <see cref="Indexes.CandidateRange"/> says it for rows of one step.</summary>
internal readonly struct CodedRange
{
    // Deviations of the difference of two rounded products: of a thousand rows that belong among the nearest about six don't come within.
    private const double Deviations = 2.5;
    private const int MaxPerNeighbour = 48;
    private const int LeastMax = 480;

    private readonly float _deviation;

    internal CodedRange(float querySquare, float rowSquare, float rowStep, float queryStep, int limit)
    {
        _deviation = MathF.Sqrt((querySquare * rowStep * rowStep + rowSquare * queryStep * queryStep) / 12);
        Limit = limit;
    }

    /// <summary>How often a distance contains the product: twice for Euclidean ones.</summary>
    internal float ProductShare { get; init; } = 1;

    /// <summary>Neighbours wanted.</summary>
    internal int Limit { get; }

    /// <summary>The most candidates.</summary>
    internal int Max => (int)Math.Min(1 << 20, Math.Max(LeastMax, (long)Limit * MaxPerNeighbour));

    /// <summary>How far behind the last wanted row one may lie that belongs before it.</summary>
    internal float Margin => (float)(Deviations * Math.Sqrt(2)) * ProductShare * _deviation;
}
