namespace RagCluster.Vectors.Sketches;

/// <summary>The variance that some directions leave out.</summary>
/// <param name="Sum">The sum over all dimensions.</param>
/// <param name="Squares">The sum of the squared entries of its matrix.</param>
internal readonly record struct RestVariance(double Sum, double Squares)
{
    /// <summary>How many equal dimensions it would be spread over.</summary>
    internal double Dimensions => Squares > 0 ? Math.Max(1, Sum * Sum / Squares) : 1;
}
