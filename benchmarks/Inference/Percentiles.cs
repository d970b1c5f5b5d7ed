namespace RagCluster.InferenceBenchmark;

/// <summary>Shares of many values.</summary>
internal sealed class Percentiles(IEnumerable<double> values)
{
    private readonly double[] _sorted = [.. values.Order()];

    /// <summary>The value below which that share lies.</summary>
    internal double At(double share) => _sorted[(int)Math.Min(_sorted.Length - 1, share * _sorted.Length)];
}
