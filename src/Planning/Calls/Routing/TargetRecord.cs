namespace RagCluster.Planning.Calls.Routing;

/// <summary>
/// What was observed of one target: a moving mean of its latency that forgets (so that one slow answer of long ago does not keep a target
/// unused for ever), the requests it has in hand, and how long it is to be left alone after failures. Safe for concurrent use.
/// </summary>
internal sealed class TargetRecord
{
    // A tenth of each new sample: about twenty answers decide. After ten seconds without one the mean counts a third.
    private const double SampleShare = 0.1;
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private double _meanMs;
    private DateTimeOffset _sampledAt;
    private DateTimeOffset _suspectUntil;
    private int _failuresInRow;
    private int _inHand;

    internal DateTimeOffset UsedAt { get; private set; }

    internal void Begin(DateTimeOffset now)
    {
        lock (_gate)
        {
            _inHand++;
            UsedAt = now;
        }
    }

    internal void Succeed(TimeSpan latency, DateTimeOffset now)
    {
        lock (_gate)
        {
            _inHand--;
            _failuresInRow = 0;
            _suspectUntil = default;
            double remembered = Remembered(now);
            _meanMs = remembered <= 0 ? latency.TotalMilliseconds : remembered + (SampleShare * (latency.TotalMilliseconds - remembered));
            _sampledAt = now;
        }
    }

    internal void Fail(DateTimeOffset now)
    {
        lock (_gate)
        {
            _inHand--;
            _failuresInRow = Math.Min(_failuresInRow + 1, 16);
            TimeSpan pause = FirstPause * Math.Pow(2, _failuresInRow - 1);
            _suspectUntil = now + (pause < PauseMax ? pause : PauseMax);
        }
    }

    internal void Abandon()
    {
        lock (_gate)
        {
            _inHand--;
        }
    }

    internal bool IsSuspect(DateTimeOffset now)
    {
        lock (_gate)
        {
            return now < _suspectUntil;
        }
    }

    /// <summary>
    /// The expected wait: latency times what is in hand, as Finagle's least-loaded balancer with a peak-sensitive mean counts it.
    /// </summary>
    internal double Cost(double weight, DateTimeOffset now)
    {
        lock (_gate)
        {
            return (1 + Remembered(now)) * (1 + _inHand) / weight;
        }
    }

    private double Remembered(DateTimeOffset now) => _meanMs * Math.Exp(-Math.Max(0, (now - _sampledAt) / Memory));
}
