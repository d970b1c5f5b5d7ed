using Orleans.Concurrency;

namespace Orleans.Runtime;

/// <summary>Tells of the one silo.</summary>
[StatelessWorker]
internal sealed class ManagementGrain(Catalog catalog, ILocalSiloDetails local, Silo silo, TimeProvider time) : Grain, IManagementGrain
{
    public Task<Dictionary<SiloAddress, SiloStatus>> GetHosts(bool onlyActive = false) =>
        Task.FromResult(new Dictionary<SiloAddress, SiloStatus> { [local.SiloAddress] = Status });

    public Task<MembershipEntry[]> GetDetailedHosts(bool onlyActive = false) => Task.FromResult(new[]
    {
        new MembershipEntry
        {
            SiloAddress = local.SiloAddress,
            Status = Status,
            HostName = local.DnsHostName,
            SiloName = local.Name,
            ProxyPort = local.GatewayAddress.Endpoint.Port,
            StartTime = silo.StartTime.UtcDateTime,
            IAmAliveTime = time.GetUtcNow().UtcDateTime,
        },
    });

    public Task ForceGarbageCollection(SiloAddress[] hostsIds)
    {
        if (Includes(hostsIds)) GC.Collect();
        return Task.CompletedTask;
    }

    public Task ForceActivationCollection(SiloAddress[] hostsIds, TimeSpan ageLimit)
    {
        if (Includes(hostsIds)) catalog.CollectIdle(ageLimit);
        return Task.CompletedTask;
    }

    public Task ForceActivationCollection(TimeSpan ageLimit) => ForceActivationCollection([local.SiloAddress], ageLimit);

    public Task ForceRuntimeStatisticsCollection(SiloAddress[] siloAddresses) => Task.CompletedTask;

    public Task<SiloRuntimeStatistics[]> GetRuntimeStatistics(SiloAddress[] hostsIds) => Task.FromResult(Includes(hostsIds)
        ? new[] { new SiloRuntimeStatistics(Count, Count, time.GetUtcNow().UtcDateTime) }
        : []);

    public Task<SimpleGrainStatistic[]> GetSimpleGrainStatistics(SiloAddress[] hostsIds) => Task.FromResult(Includes(hostsIds)
        ? catalog.Activations.GroupBy(a => a.Class.Type.FullName!)
            .Select(g => new SimpleGrainStatistic { GrainType = g.Key, SiloAddress = local.SiloAddress, ActivationCount = g.Count() }).ToArray()
        : []);

    public Task<SimpleGrainStatistic[]> GetSimpleGrainStatistics() => GetSimpleGrainStatistics([local.SiloAddress]);

    public Task<DetailedGrainStatistic[]> GetDetailedGrainStatistics(string[]? types = null, SiloAddress[]? hostsIds = null) => Task.FromResult(
        catalog.Activations.Where(a => types is null || types.Contains(a.Class.Type.FullName)).Where(_ => hostsIds is null || Includes(hostsIds))
            .Select(a => new DetailedGrainStatistic { GrainType = a.Class.Type.FullName!, SiloAddress = local.SiloAddress, GrainId = a.GrainId })
            .ToArray());

    public Task<int> GetGrainActivationCount(GrainReference grainReference) =>
        Task.FromResult(catalog.Find(grainReference.GrainId)?.Activations.Count() ?? 0);

    public Task<int> GetTotalActivationCount() => Task.FromResult(Count);

    public ValueTask<SiloAddress?> GetActivationAddress(IAddressable reference) =>
        new(catalog.Find(reference.GetGrainId()) is null ? null : local.SiloAddress);

    public ValueTask<List<GrainId>> GetActiveGrains(GrainType type) =>
        new(catalog.Activations.Select(a => a.GrainId).Where(id => id.Type == type).Distinct().ToList());

    private SiloStatus Status => silo.IsActive ? SiloStatus.Active : SiloStatus.Joining;

    private int Count => catalog.Activations.Count();

    private bool Includes(SiloAddress[] hosts) => hosts.Length == 0 || hosts.Contains(local.SiloAddress);
}
