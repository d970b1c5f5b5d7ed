namespace RagCluster.Corpus.Telemetry;

/// <summary>Counts observations in fixed buckets. Any thread may record; nothing is locked.</summary>
/// <param name="bounds">The upper bounds of the buckets, ascending; above the last is one more bucket.</param>
public sealed class BucketHistogram(IReadOnlyList<double> bounds)
{
    private readonly long[] _counts = new long[bounds.Count + 1];
    private long _sumBits = BitConverter.DoubleToInt64Bits(0);

    /// <summary>Adds an observation.</summary>
    /// <param name="value">Its value, in the metric's unit.</param>
    public void Record(double value)
    {
        int bucket = 0;
        while (bucket < bounds.Count && value > bounds[bucket])
        {
            bucket++;
        }

        Interlocked.Increment(ref _counts[bucket]);
        long seen = Volatile.Read(ref _sumBits);
        while (true)
        {
            long wanted = BitConverter.DoubleToInt64Bits(BitConverter.Int64BitsToDouble(seen) + value);
            long found = Interlocked.CompareExchange(ref _sumBits, wanted, seen);
            if (found == seen)
                return;
            seen = found;
        }
    }

    /// <summary>The counts as they stand; an observation that is being recorded may be in one of them and not yet in the other.</summary>
    public HistogramSnapshot Snapshot()
    {
        long[] counts = new long[_counts.Length];
        for (int i = 0; i < counts.Length; i++)
        {
            counts[i] = Volatile.Read(ref _counts[i]);
        }

        return new HistogramSnapshot(bounds, counts, BitConverter.Int64BitsToDouble(Volatile.Read(ref _sumBits)));
    }
}
