using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Orleans.Runtime.Placement;

/// <summary>
/// The silo with the most to spare among the square root of all, chosen at random; the local one if it is nearly as good.
/// </summary>
internal sealed class ResourceOptimizedPlacementDirector(SiloLoads loads, IOptions<ResourceOptimizedPlacementOptions> options)
    : IPlacementDirector
{
    private readonly ResourceOptimizedPlacementOptions _options = options.Value;

    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        SiloAddress[] silos = context.GetCompatibleSilos(target);
        if (IPlacementDirector.GetPlacementHint(target.RequestContextData, silos) is { } hint)
            return Task.FromResult(hint);
        if (silos.Length == 1)
            return Task.FromResult(silos[0]);
        (SiloAddress Silo, SiloLoad Load)[] known = silos
            .Select(s => (Silo: s, Load: loads.Find(s)))
            .Where(s => s.Load is not null)
            .Select(s => (s.Silo, Load: s.Load!.Value))
            .ToArray();
        if (known.Length < silos.Length)
            return Task.FromResult(silos[Random.Shared.Next(silos.Length)]);
        (long maxMemory, int maxCount) = (known.Max(s => s.Load.MaximumMemoryBytes), known.Max(s => s.Load.ActivationCount));
        (SiloAddress Silo, SiloLoad Load) local = known.FirstOrDefault(s => s.Silo.Equals(context.LocalSilo));
        Random.Shared.Shuffle(known);
        (SiloAddress Silo, SiloLoad Load) best = known
            .Take((int)Math.Ceiling(Math.Sqrt(known.Length)))
            .MinBy(s => Score(s.Load, maxMemory, maxCount));
        double margin = _options.LocalSiloPreferenceMargin / 100.0;
        SiloAddress chosen =
            local.Silo is not null
            && context.LocalSiloStatus == SiloStatus.Active
            && Score(local.Load, maxMemory, maxCount) - margin <= Score(best.Load, maxMemory, maxCount)
                ? local.Silo
                : best.Silo;
        loads.CountPlaced(chosen);
        return Task.FromResult(chosen);
    }

    private double Score(SiloLoad load, long maxMemory, int maxCount)
    {
        double total =
            (double)_options.CpuUsageWeight
            + _options.MemoryUsageWeight
            + _options.AvailableMemoryWeight
            + _options.MaxAvailableMemoryWeight
            + _options.ActivationCountWeight;
        if (total == 0)
            return 0;
        double used = load.MaximumMemoryBytes == 0 ? 0 : Math.Min(1.0, (double)load.UsedMemoryBytes / load.MaximumMemoryBytes);
        double size = maxMemory == 0 ? 1 : (double)load.MaximumMemoryBytes / maxMemory;
        double count = maxCount == 0 ? 0 : (double)load.ActivationCount / maxCount;
        return (
                (_options.CpuUsageWeight * load.CpuPercent / 100)
                + (_options.MemoryUsageWeight * used)
                + (_options.AvailableMemoryWeight * used)
                + (_options.MaxAvailableMemoryWeight * (1 - size))
                + (_options.ActivationCountWeight * count)
            ) / total;
    }
}
