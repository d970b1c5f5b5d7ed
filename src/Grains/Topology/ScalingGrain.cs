using Microsoft.Extensions.Options;
using RagCluster.Grains.Interfaces.Topology;
using RagCluster.Planning.Topology.Scaling;
using RagCluster.Storage;

namespace RagCluster.Grains.Topology;

/// <summary>Gathers the silos' loads and asks the policy. Begins anew after a move: then a smaller cluster waits its while again.</summary>
internal sealed class ScalingGrain : Grain, IScalingGrain
{
    private static readonly TimeSpan LoadAgeMax = TimeSpan.FromSeconds(20);

    private readonly IDocumentStore _store;
    private readonly IClusterView _cluster;
    private readonly TimeProvider _time;
    private readonly ScalingTargets _targets;
    private readonly ScalingPolicy _policy;
    private readonly Dictionary<string, (SiloLoad Load, DateTimeOffset At)> _loads = new(StringComparer.Ordinal);

    public ScalingGrain(IDocumentStore store, IClusterView cluster, IOptions<ScalingOptions> options, TimeProvider time)
    {
        _store = store;
        _cluster = cluster;
        _time = time;
        _targets = options.Value.ToTargets();
        _policy = new ScalingPolicy(_targets);
    }

    /// <inheritdoc/>
    public async Task<ScalingState> ReportAsync(SiloLoad load, CancellationToken cancellationToken)
    {
        _loads[load.Silo] = (load, _time.GetUtcNow());
        return await GetAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<ScalingState> GetAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset now = _time.GetUtcNow();
        foreach (
            string old in _loads
                .Where(entry => now - entry.Value.At > LoadAgeMax || !_cluster.Serves(entry.Key))
                .Select(entry => entry.Key)
                .ToArray()
        )
            _loads.Remove(old);
        int silos = _cluster.Silos.Count;
        double cpu = _loads.Values.Select(entry => entry.Load.CpuShare).DefaultIfEmpty(0).Average();
        double memory = _loads.Values.Select(entry => entry.Load.MemoryShare).DefaultIfEmpty(0).Average();
        TimeSpan p95 = _loads.Values.Select(entry => entry.Load.QueryP95).DefaultIfEmpty(TimeSpan.Zero).Max();
        long queue = await GetQueueDepthAsync(cancellationToken);
        ScalingAdvice advice = _policy.Advise(new ClusterLoad(silos, cpu, queue, p95, memory), now);
        return new ScalingState(silos, advice.WantedSilos, advice.Reason, _targets.SilosMin, _targets.SilosMax, cpu, queue, p95, memory);
    }

    /// <inheritdoc/>
    public async Task<long> GetQueueDepthAsync(CancellationToken cancellationToken) =>
        (await _store.ListCollectionsAsync(null, cancellationToken)).Sum(collection => collection.PendingCount);
}
