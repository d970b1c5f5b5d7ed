namespace RagCluster.Cache.Traces;

/// <summary>Draws ranks by Zipf's law: the rank r, from 0, with a probability in proportion to 1 / (r + 1)^exponent.</summary>
internal sealed class ZipfKeys
{
    private readonly double[] _upTo;

    /// <summary>Prepares the draw.</summary>
    /// <param name="count">The number of ranks, at least 1.</param>
    /// <param name="exponent">The exponent, at least 0.</param>
    internal ZipfKeys(int count, double exponent)
    {
        _upTo = new double[count];
        double sum = 0;
        for (int rank = 0; rank < count; rank++)
            _upTo[rank] = sum += Math.Pow(rank + 1, -exponent);
    }

    /// <summary>Draws a rank.</summary>
    internal int Next(Random random)
    {
        int place = Array.BinarySearch(_upTo, random.NextDouble() * _upTo[^1]);
        return Math.Min(place < 0 ? ~place : place, _upTo.Length - 1);
    }
}
