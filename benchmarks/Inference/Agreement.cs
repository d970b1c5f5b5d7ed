using System.Numerics;

namespace RagCluster.InferenceBenchmark;

/// <summary>How far vectors of the same texts agree that were computed in two ways.</summary>
internal static class Agreement
{
    /// <summary>The largest difference of a component.</summary>
    internal static double Difference<T>(T[][] expected, float[][] actual)
        where T : struct, INumber<T> =>
        expected.Zip(actual, (one, other) => one.Zip(other, (x, y) => Math.Abs(double.CreateChecked(x) - y)).Max()).Max();

    /// <summary>The smallest cosine; the vectors are of unit length.</summary>
    internal static double Cosine<T>(T[][] expected, float[][] actual)
        where T : struct, INumber<T> =>
        expected.Zip(actual, (one, other) => one.Zip(other, (x, y) => double.CreateChecked(x) * y).Sum()).Min();
}
