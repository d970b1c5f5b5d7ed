using System.Collections.Concurrent;

namespace RagCluster.Planning.Calls.Routing;

/// <summary>
/// Chooses between equal targets by the power of two choices (Mitzenmacher, 2001): two are drawn at random by their weights, the one with
/// the lower expected wait is taken. Targets that failed lately are left out while others remain. Safe for concurrent use.
/// </summary>
public sealed class ReplicaChooser
{
    private const int RecordsMax = 10_000;

    private readonly ConcurrentDictionary<string, TargetRecord> _records = new(StringComparer.Ordinal);
    private readonly TimeProvider _time;
    private readonly Func<double> _random;

    /// <summary>Creates a chooser without observations.</summary>
    /// <param name="time">The clock of latencies and pauses.</param>
    /// <param name="random">Numbers from 0 up to 1; must be safe for concurrent use.</param>
    public ReplicaChooser(TimeProvider time, Func<double> random)
    {
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(random);
        _time = time;
        _random = random;
    }

    /// <summary>The target for the next request.</summary>
    /// <param name="targets">Where it may go; not empty.</param>
    /// <exception cref="ArgumentException">There is no target.</exception>
    public RouteTarget Choose(IReadOnlyList<RouteTarget> targets)
    {
        ArgumentNullException.ThrowIfNull(targets);
        if (targets.Count == 0)
            throw new ArgumentException("There is no target to choose from.", nameof(targets));
        if (targets.Count == 1)
            return targets[0];
        DateTimeOffset now = _time.GetUtcNow();
        RouteTarget[] healthy = [.. targets.Where(target => !Record(target.Key).IsSuspect(now))];
        IReadOnlyList<RouteTarget> open = healthy.Length > 0 ? healthy : targets;
        if (open.Count == 1)
            return open[0];
        int first = Draw(open, except: -1);
        int second = Draw(open, first);
        double costOfFirst = Record(open[first].Key).Cost(open[first].Weight, now);
        double costOfSecond = Record(open[second].Key).Cost(open[second].Weight, now);
        return costOfSecond < costOfFirst ? open[second] : open[first];
    }

    /// <summary>Whether a target failed so lately that it is left alone.</summary>
    /// <param name="key">The target.</param>
    public bool IsSuspect(string key) => _records.TryGetValue(key, out TargetRecord? record) && record.IsSuspect(_time.GetUtcNow());

    /// <summary>Notes that a request goes to a target. One of the other notes follows.</summary>
    /// <param name="key">The target.</param>
    public void Begin(string key) => Record(key).Begin(_time.GetUtcNow());

    /// <summary>Notes an answer.</summary>
    /// <param name="key">The target.</param>
    /// <param name="latency">From request to answer.</param>
    public void Succeed(string key, TimeSpan latency) => Record(key).Succeed(latency, _time.GetUtcNow());

    /// <summary>Notes that a target did not answer or said that it can't.</summary>
    /// <param name="key">The target.</param>
    public void Fail(string key) => Record(key).Fail(_time.GetUtcNow());

    /// <summary>Notes that nobody waits for the answer any more: it says nothing about the target.</summary>
    /// <param name="key">The target.</param>
    public void Abandon(string key) => Record(key).Abandon();

    private int Draw(IReadOnlyList<RouteTarget> targets, int except)
    {
        double total = 0;
        for (int i = 0; i < targets.Count; i++)
            total += i == except ? 0 : targets[i].Weight;
        double left = _random() * total;
        int last = -1;
        for (int i = 0; i < targets.Count; i++)
        {
            if (i == except)
                continue;
            last = i;
            left -= targets[i].Weight;
            if (left < 0)
                break;
        }

        return last;
    }

    private TargetRecord Record(string key)
    {
        if (_records.Count > RecordsMax)
            Forget();
        return _records.GetOrAdd(key, static _ => new TargetRecord());
    }

    // Silos come and go, and with them their replicas: half of the records, those unused for longest, make room.
    private void Forget()
    {
        foreach (KeyValuePair<string, TargetRecord> old in _records.ToArray().OrderBy(record => record.Value.UsedAt).Take(RecordsMax / 2))
            _records.TryRemove(old);
    }
}
