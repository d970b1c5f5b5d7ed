namespace RagCluster.Benchmarks;

/// <summary>What became of the requests of an <see cref="OpenLoad"/>.</summary>
/// <param name="Offered">Requests a second that were scheduled.</param>
/// <param name="Answered">The times of those that were answered.</param>
/// <param name="Seconds">How long requests were sent.</param>
/// <param name="Refused">Those that were turned away, by the server or because too many waited.</param>
/// <param name="Failed">Those that got another error, or no answer.</param>
internal sealed record OpenLoadResult(double Offered, Latencies Answered, double Seconds, int Refused, int Failed)
{
    // The last of them are answered after the schedule's end.
    private const double InTimeShare = 0.95;
    private const double LateMilliseconds = 1_000;

    /// <summary>Whether the server sustains this rate: all are answered, about as fast as they come, 99 of 100 within a
    /// second.</summary>
    internal bool IsSustained =>
        Refused + Failed == 0
        && Answered.Count > 0
        && Answered.Rate >= InTimeShare * Answered.Count / Seconds
        && Answered.At(0.99) <= LateMilliseconds;
}
