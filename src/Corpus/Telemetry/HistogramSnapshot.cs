namespace RagCluster.Corpus.Telemetry;

/// <summary>A histogram at one moment.</summary>
/// <param name="Bounds">The upper bounds of the buckets, ascending.</param>
/// <param name="Counts">Observations in each bucket, not cumulated; one more than there are bounds.</param>
/// <param name="Sum">The sum of all observations.</param>
public sealed record HistogramSnapshot(IReadOnlyList<double> Bounds, long[] Counts, double Sum)
{
    /// <summary>All observations.</summary>
    public long Count => Counts.Sum();

    /// <summary>What came since an earlier moment of the same histogram.</summary>
    /// <param name="earlier">The earlier moment; null for the beginning.</param>
    public HistogramSnapshot Since(HistogramSnapshot? earlier) =>
        earlier is null
            ? this
            : new HistogramSnapshot(Bounds, [.. Counts.Zip(earlier.Counts, (now, then) => now - then)], Sum - earlier.Sum);

    /// <summary>The value below which a part of the observations lies, linear within its bucket; 0 without observations.</summary>
    /// <param name="part">The part, 0 to 1.</param>
    public double Quantile(double part)
    {
        long total = Count;
        if (total == 0)
            return 0;
        double rank = part * total;
        double below = 0;
        for (int i = 0; i < Bounds.Count; i++)
        {
            if (below + Counts[i] >= rank && Counts[i] > 0)
            {
                double low = i == 0 ? 0 : Bounds[i - 1];
                return low + ((Bounds[i] - low) * (rank - below) / Counts[i]);
            }

            below += Counts[i];
        }

        return Bounds.Count == 0 ? 0 : Bounds[^1];
    }
}
