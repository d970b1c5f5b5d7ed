using System.Numerics;

namespace RagCluster.Vectors.Sketches;

/// <summary>
/// The directions in which rows vary most, by orthogonal iteration. Everything is computed in one order, whatever the instruction set: an
/// index has the same bytes on every machine.
/// </summary>
internal sealed class PrincipalDirections
{
    // The directions need not be exact: what matters is the variance that they hold together, which converges first.
    private const int IterationCount = 8;
    private const int Seed = 1;

    private readonly double[][] _covariance;
    private double[][] _directions;

    private PrincipalDirections(double[][] covariance, double[][] directions)
    {
        _covariance = covariance;
        _directions = directions;
    }

    /// <summary>Finds directions.</summary>
    /// <param name="covariance">A symmetric matrix.</param>
    /// <param name="count">How many, at most the matrix's size.</param>
    /// <returns>Directions of length 1 at right angles to each other, the one with the most variance first, and the variance beside
    /// them.</returns>
    internal static (double[][] Directions, RestVariance Remainder) Find(double[][] covariance, int count)
    {
        Random random = new(Seed);
        double[][] start = [.. Enumerable.Range(0, count).Select(_ => covariance.Select(_ => random.NextDouble() - 0.5).ToArray())];
        PrincipalDirections search = new(covariance, start);
        for (int i = 0; i < IterationCount; i++)
            search.Iterate();
        return (search._directions, search.Rest());
    }

    private void Iterate()
    {
        _directions = [.. _directions.Select(Times)];
        for (int i = 0; i < _directions.Length; i++)
        {
            double[] direction = _directions[i];
            for (int j = 0; j < i; j++)
                Add(direction, _directions[j], -Dot(direction, _directions[j]));
            double length = Math.Sqrt(Dot(direction, direction));
            // A matrix of lower rank: what is left is noise of rounding, and no direction is as good.
            double inverse = length > double.Epsilon ? 1 / length : 0;
            for (int k = 0; k < direction.Length; k++)
                direction[k] *= inverse;
        }
    }

    private double[] Times(double[] direction)
    {
        double[] product = new double[direction.Length];
        for (int i = 0; i < direction.Length; i++)
            Add(product, _covariance[i], direction[i]);
        return product;
    }

    // Of the matrix without the directions D: its trace, and its squares as |C|² - 2 |C D|² + |D' C D|².
    private RestVariance Rest()
    {
        double sum = _covariance.Select((line, i) => line[i]).Sum();
        double squares = _covariance.Sum(line => Dot(line, line));
        foreach (double[] direction in _directions)
        {
            double[] image = Times(direction);
            sum -= Dot(direction, image);
            squares -= 2 * Dot(image, image);
            foreach (double[] other in _directions)
            {
                double product = Dot(other, image);
                squares += product * product;
            }
        }

        return new RestVariance(Math.Max(0, sum), Math.Max(0, squares));
    }

    // Value by value: the width of the vectors changes nothing.
    private static void Add(double[] target, double[] values, double factor)
    {
        int i = 0;
        for (; i + Vector<double>.Count <= target.Length; i += Vector<double>.Count)
            (new Vector<double>(target, i) + (new Vector<double>(values, i) * factor)).CopyTo(target, i);
        for (; i < target.Length; i++)
            target[i] += values[i] * factor;
    }

    private static double Dot(double[] left, double[] right)
    {
        double sum = 0;
        for (int i = 0; i < left.Length; i++)
            sum += left[i] * right[i];
        return sum;
    }
}
