namespace RagCluster.Inference.Batching;

/// <summary>Tokens a second over the last moments: an exponentially weighted mean with a time constant of one second.</summary>
internal sealed class TokenRate(TimeProvider time)
{
    private const double TimeConstantSeconds = 1;
    private double _rate;
    private long _at = time.GetTimestamp();

    /// <summary>The rate now.</summary>
    public double PerSecond => _rate * Math.Exp(-time.GetElapsedTime(_at).TotalSeconds / TimeConstantSeconds);

    /// <summary>Counts tokens that came now.</summary>
    public void Add(long tokens)
    {
        _rate = PerSecond + (tokens / TimeConstantSeconds);
        _at = time.GetTimestamp();
    }
}
