using System.Collections.Concurrent;
using RagCluster.Caching.Keys;

namespace RagCluster.Grains.Caching;

/// <summary>
/// How much time a look-up in a lower tier is worth: as much as values of its kind take to be made. The tiers share it, because only those
/// that new values are put into hear what they cost. Safe for concurrent use.
/// </summary>
/// <param name="least">What any look-up is worth at least.</param>
internal sealed class LookUpWorth(TimeSpan least)
{
    // A tenth of each new sample.
    private const double SampleShare = 0.1;
    private static readonly TimeSpan DeadlineMin = TimeSpan.FromMilliseconds(4);
    private static readonly TimeSpan DeadlineMax = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrentDictionary<CachedKind, TimeSpan> _costs = new();

    /// <summary>Notes what a value cost to make.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="cost">The time that it took.</param>
    internal void Observe(CachedKind kind, TimeSpan cost) =>
        _costs.AddOrUpdate(kind, cost, (_, mean) => mean + (SampleShare * (cost - mean)));

    /// <summary>Whether look-ups that usually take so long gain anything.</summary>
    internal bool IsWorth(CachedKind kind, TimeSpan usual) =>
        usual <= least || !_costs.TryGetValue(kind, out TimeSpan cost) || usual <= cost;

    /// <summary>How long a look-up may take.</summary>
    internal TimeSpan Deadline(CachedKind kind)
    {
        TimeSpan cost = _costs.GetValueOrDefault(kind, DeadlineMax);
        TimeSpan deadline =
            cost < DeadlineMin ? DeadlineMin
            : cost < DeadlineMax ? cost
            : DeadlineMax;
        return deadline > least ? deadline : least;
    }
}
