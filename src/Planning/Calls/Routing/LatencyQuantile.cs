namespace RagCluster.Planning.Calls.Routing;

/// <summary>
/// A quantile of recent latencies, within 10 %: counts in buckets that grow by a tenth each, halved whenever they hold enough, so that old
/// samples fade. Safe for concurrent use.
/// </summary>
public sealed class LatencyQuantile
{
    private const double Growth = 1.1;
    private const double FirstBucketMs = 0.05;
    private const int BucketCount = 160;
    private const int HalveAt = 2000;

    private readonly Lock _gate = new();
    private readonly int[] _counts = new int[BucketCount];
    private int _total;

    /// <summary>Samples that count now.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _total;
            }
        }
    }

    /// <summary>Adds a sample.</summary>
    /// <param name="latency">Not negative.</param>
    public void Add(TimeSpan latency)
    {
        int bucket =
            latency.TotalMilliseconds <= FirstBucketMs
                ? 0
                : Math.Min(BucketCount - 1, 1 + (int)(Math.Log(latency.TotalMilliseconds / FirstBucketMs) / Math.Log(Growth)));
        lock (_gate)
        {
            _counts[bucket]++;
            if (++_total >= HalveAt)
                Halve();
        }
    }

    /// <summary>The latency that a share of the samples does not exceed; zero without samples.</summary>
    /// <param name="share">Between 0 and 1, for example 0.95.</param>
    public TimeSpan Of(double share)
    {
        lock (_gate)
        {
            double wanted = share * _total;
            int seen = 0;
            for (int bucket = 0; bucket < BucketCount && _total > 0; bucket++)
            {
                seen += _counts[bucket];
                if (seen >= wanted && seen > 0)
                    return TimeSpan.FromMilliseconds(FirstBucketMs * Math.Pow(Growth, bucket));
            }

            return TimeSpan.Zero;
        }
    }

    private void Halve()
    {
        _total = 0;
        for (int bucket = 0; bucket < BucketCount; bucket++)
        {
            _counts[bucket] /= 2;
            _total += _counts[bucket];
        }
    }
}
