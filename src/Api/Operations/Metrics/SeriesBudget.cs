namespace RagCluster.Api.Operations.Metrics;

/// <summary>
/// How much text all series of instruments together may take, so that whatever is asked of the server one reading stays below a megabyte:
/// a limit by metric alone would let fifty histograms grow at once. Safe for concurrent use.
/// </summary>
/// <param name="bytesMax">The room, in bytes.</param>
internal sealed class SeriesBudget(long bytesMax)
{
    /// <summary>
    /// Of the megabyte, what the sources do not need: theirs are bound by the code, and the widest, the methods of grains, take a quarter.
    /// </summary>
    internal const long BytesMax = 600_000;

    // A space, a value, a line's end, the braces.
    private const int LineBytes = 24;

    private long _taken;

    /// <summary>Takes room for a series; false where there is none left.</summary>
    /// <param name="cost">Its <see cref="Cost"/>.</param>
    internal bool TryTake(long cost)
    {
        if (Interlocked.Add(ref _taken, cost) <= bytesMax)
            return true;
        Interlocked.Add(ref _taken, -cost);
        return false;
    }

    /// <summary>Gives room back.</summary>
    /// <param name="cost">How much.</param>
    internal void Return(long cost) => Interlocked.Add(ref _taken, -cost);

    /// <summary>The bytes that one series takes.</summary>
    /// <param name="name">The metric's name.</param>
    /// <param name="labels">The labels as they are written.</param>
    /// <param name="bounds">The buckets of a histogram; null for a single value.</param>
    internal static long Cost(string name, string labels, IReadOnlyList<double>? bounds)
    {
        long line = name.Length + labels.Length + LineBytes;
        // Buckets have a suffix and a label more; besides them there are the last one, the sum and the count.
        return bounds is null ? line : (bounds.Count + 3) * (line + 16);
    }
}
