using RagCluster.Corpus.Telemetry;

namespace RagCluster.Api.Operations.Metrics;

/// <summary>The value of a metric under one set of labels.</summary>
internal sealed class MetricSeries(string labels, IReadOnlyList<double>? bounds)
{
    private long _bits = BitConverter.DoubleToInt64Bits(0);

    /// <summary>The labels as they are written, without braces.</summary>
    internal string Labels => labels;

    /// <summary>The counts, when the metric is a histogram.</summary>
    internal BucketHistogram? Histogram { get; } = bounds is null ? null : new BucketHistogram(bounds);

    /// <summary>The value, when it is none.</summary>
    internal double Value => BitConverter.Int64BitsToDouble(Volatile.Read(ref _bits));

    /// <summary>Replaces the value.</summary>
    internal void Set(double value) => Volatile.Write(ref _bits, BitConverter.DoubleToInt64Bits(value));

    /// <summary>Adds to the value.</summary>
    internal void Add(double difference)
    {
        long seen = Volatile.Read(ref _bits);
        while (true)
        {
            long wanted = BitConverter.DoubleToInt64Bits(BitConverter.Int64BitsToDouble(seen) + difference);
            long found = Interlocked.CompareExchange(ref _bits, wanted, seen);
            if (found == seen)
                return;
            seen = found;
        }
    }
}
