using Orleans.Concurrency;

namespace Orleans.Runtime;

/// <summary>Tells of all silos.</summary>
[StatelessWorker]
internal sealed class ManagementGrain(MembershipAgent membership, SiloControl control, GrainManifest manifest) : Grain, IManagementGrain
{
    public Task<Dictionary<SiloAddress, SiloStatus>> GetHosts(bool onlyActive = false) =>
        Task.FromResult(membership.GetApproximateSiloStatuses(onlyActive));

    public Task<Dictionary<SiloAddress, SiloStatus>> GetHosts(bool onlyActive, CancellationToken cancellationToken) => GetHosts(onlyActive);

    public Task<MembershipEntry[]> GetDetailedHosts(bool onlyActive = false) =>
        Task.FromResult(
            membership
                .View.Members.Values.Where(m => !onlyActive || m.Status == SiloStatus.Active)
                .OrderBy(m => m.SiloAddress)
                .Select(m => m.Copy())
                .ToArray()
        );

    public Task ForceGarbageCollection(SiloAddress[] hostsIds) => control.AskAsync(hostsIds, new SiloQuestion { CollectsGarbage = true });

    public Task ForceActivationCollection(SiloAddress[] hostsIds, TimeSpan ageLimit) =>
        control.AskAsync(hostsIds, new SiloQuestion { CollectsIdleAfter = ageLimit });

    public Task ForceActivationCollection(TimeSpan ageLimit) => ForceActivationCollection([], ageLimit);

    public Task ForceRuntimeStatisticsCollection(SiloAddress[] siloAddresses) => Task.CompletedTask;

    public async Task<SiloRuntimeStatistics[]> GetRuntimeStatistics(SiloAddress[] hostsIds) =>
        [.. (await control.AskAsync(hostsIds, new SiloQuestion())).Select(r => r.Runtime)];

    public async Task<SimpleGrainStatistic[]> GetSimpleGrainStatistics(SiloAddress[] hostsIds) =>
        [.. (await control.AskAsync(hostsIds, new SiloQuestion())).SelectMany(r => r.Simple)];

    public Task<SimpleGrainStatistic[]> GetSimpleGrainStatistics(SiloAddress[] hostsIds, CancellationToken cancellationToken) =>
        GetSimpleGrainStatistics(hostsIds).WaitAsync(cancellationToken);

    public Task<SimpleGrainStatistic[]> GetSimpleGrainStatistics() => GetSimpleGrainStatistics([]);

    public Task<SimpleGrainStatistic[]> GetSimpleGrainStatistics(CancellationToken cancellationToken) =>
        GetSimpleGrainStatistics([], cancellationToken);

    public async Task<DetailedGrainStatistic[]> GetDetailedGrainStatistics(string[]? types = null, SiloAddress[]? hostsIds = null) =>
        [.. (await control.AskAsync(hostsIds, new SiloQuestion { WantsDetails = true, GrainTypes = types })).SelectMany(r => r.Detailed)];

    public Task<DetailedGrainStatistic[]> GetDetailedGrainStatistics(
        string[]? types,
        SiloAddress[]? hostsIds,
        CancellationToken cancellationToken
    ) => GetDetailedGrainStatistics(types, hostsIds).WaitAsync(cancellationToken);

    public async Task<int> GetGrainActivationCount(GrainReference grainReference) => (await FindAsync(grainReference.GrainId)).Count();

    public async Task<int> GetTotalActivationCount() => (await GetRuntimeStatistics([])).Sum(s => s.ActivationCount);

    public async ValueTask<SiloAddress?> GetActivationAddress(IAddressable reference) =>
        (await FindAsync(reference.GetGrainId())).FirstOrDefault()?.SiloAddress;

    public async ValueTask<List<GrainId>> GetActiveGrains(GrainType type)
    {
        string name = manifest.ClassOf(type).Type.FullName!;
        return [.. (await GetDetailedGrainStatistics([name])).Select(d => d.GrainId).Distinct()];
    }

    private async Task<IEnumerable<DetailedGrainStatistic>> FindAsync(GrainId grain) =>
        (await control.AskAsync(null, new SiloQuestion { WantsDetails = true, Grain = grain })).SelectMany(r => r.Detailed);
}
