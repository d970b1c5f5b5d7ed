using System.Collections.Concurrent;
using Orleans.Statistics;

namespace Orleans.Runtime.Placement;

/// <summary>How busy the silos are, as they last told with the answer to a probe; its own load a silo reads at once.</summary>
internal sealed class SiloLoads
{
    private readonly ConcurrentDictionary<SiloAddress, Reported> _loads = new();
    private readonly MembershipAgent _membership;
    private readonly Catalog _catalog;

    public SiloLoads(MembershipAgent membership, Catalog catalog)
    {
        _membership = membership;
        _catalog = catalog;
        membership.Load = ReadOwn;
        membership.LoadReported += (silo, load) => _loads[silo] = new Reported(load);
        membership.ViewChanged += (_, view) =>
        {
            foreach (SiloAddress? silo in _loads.Keys.Where(s => !view.IsAlive(s)).ToList())
                _loads.TryRemove(silo, out Reported? _);
        };
    }

    public SiloLoad ReadOwn()
    {
        EnvironmentStatistics environment = EnvironmentStatistics.Measure();
        return new SiloLoad(
            _catalog.ActivationCount,
            environment.FilteredCpuUsagePercentage,
            environment.FilteredMemoryUsageBytes,
            environment.MaximumAvailableMemoryBytes
        );
    }

    /// <summary>The load, with what was placed there since it was told; null before it first was.</summary>
    public SiloLoad? Find(SiloAddress silo)
    {
        if (silo.Equals(_membership.Local))
            return ReadOwn();
        if (!_loads.TryGetValue(silo, out Reported? reported))
            return null;
        return reported.Load with { ActivationCount = reported.Load.ActivationCount + Volatile.Read(ref reported.Placed) };
    }

    public void CountPlaced(SiloAddress silo)
    {
        if (_loads.TryGetValue(silo, out Reported? reported))
            Interlocked.Increment(ref reported.Placed);
    }

    private sealed class Reported(SiloLoad load)
    {
        public readonly SiloLoad Load = load;

        public int Placed;
    }
}
