namespace RagCluster.Planning.Queries.Superposition.Sampling;

/// <summary>
/// Random numbers that a seed repeats on every version of the runtime, which <see cref="Random"/> does not promise. SplitMix64 by G.
/// Steele, D. Lea and C. Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014. Not safe for concurrent use.
/// </summary>
public sealed class SeededRandom
{
    // From here on the normal distribution of its mean and variance stands in for Beta, whose skewness is then below 0.52; it needs one
    // draw, not two.
    private const double NormalFrom = 15;

    private ulong _state;
    private double _spareNormal = double.NaN;

    /// <summary>Creates a generator.</summary>
    /// <param name="seed">Any number.</param>
    public SeededRandom(ulong seed) => _state = seed;

    /// <summary>64 random bits.</summary>
    public ulong NextBits()
    {
        _state += 0x9E3779B97F4A7C15;
        ulong mixed = _state;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }

    /// <summary>A number strictly between 0 and 1.</summary>
    public double NextUniform() => ((NextBits() >> 11) + 0.5) / (1UL << 53);

    /// <summary>A whole number from 0 up to, not including, a limit.</summary>
    /// <param name="limit">At least 1.</param>
    public int NextBelow(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return (int)(NextUniform() * limit);
    }

    /// <summary>A number of the standard normal distribution (Marsaglia's polar method, 1964).</summary>
    public double NextNormal()
    {
        if (!double.IsNaN(_spareNormal))
        {
            double spare = _spareNormal;
            _spareNormal = double.NaN;
            return spare;
        }

        while (true)
        {
            double x = 2 * NextUniform() - 1;
            double y = 2 * NextUniform() - 1;
            double square = x * x + y * y;
            if (square >= 1)
                continue;
            double factor = Math.Sqrt(-2 * Math.Log(square) / square);
            _spareNormal = y * factor;
            return x * factor;
        }
    }

    /// <summary>
    /// A number of the Beta distribution: two of the Gamma distribution, or a normal one of its mean and variance where both counts are
    /// large.
    /// </summary>
    /// <param name="a">At least 1.</param>
    /// <param name="b">At least 1.</param>
    public double NextBeta(double a, double b)
    {
        if (a >= NormalFrom && b >= NormalFrom)
        {
            double sum = a + b;
            return Math.Clamp((a + Math.Sqrt(a * b / (sum + 1)) * NextNormal()) / sum, 0, 1);
        }

        double x = NextGamma(a);
        return x / (x + NextGamma(b));
    }

    // G. Marsaglia and W. Tsang, "A simple method for generating gamma variables", ACM TOMS 26(3), 2000.
    private double NextGamma(double shape)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(shape, 1);
        double d = shape - 1.0 / 3;
        double c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            double normal = NextNormal();
            double v = 1 + c * normal;
            if (v <= 0)
                continue;
            v = v * v * v;
            double uniform = NextUniform();
            double square = normal * normal;
            if (uniform < 1 - 0.0331 * square * square || Math.Log(uniform) < 0.5 * square + d * (1 - v + Math.Log(v)))
                return d * v;
        }
    }
}
