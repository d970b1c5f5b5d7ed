using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Operations;
using RagCluster.Grains.Topology;

namespace RagCluster.Grains.Operations;

/// <summary>
/// Puts together what membership, management and the silos' own counts say. One look serves everybody who asks within a second.
/// </summary>
[StatelessWorker(1)]
internal sealed partial class ClusterGrain(IClusterView cluster, TimeProvider time, ILogger<ClusterGrain> log) : Grain, IClusterGrain
{
    private static readonly TimeSpan AgeMax = TimeSpan.FromSeconds(1);

    private Task<ClusterReading>? _view;
    private long _viewedAt;

    private IManagementGrain Management => GrainFactory.GetGrain<IManagementGrain>(0);

    /// <inheritdoc/>
    public async Task<ClusterSnapshot> GetAsync(CancellationToken cancellationToken) =>
        (await ViewAsync().WaitAsync(cancellationToken)).Snapshot;

    /// <inheritdoc/>
    public async Task<GrainTypeDetail> GetGrainTypeAsync(string type, int limit, CancellationToken cancellationToken)
    {
        ClusterReading view = await ViewAsync().WaitAsync(cancellationToken);
        ClusterGrainType found =
            view.Snapshot.Grains.FirstOrDefault(g => g.Name == type) ?? throw RagException.NotFound("grain type", type);
        string[] names =
        [
            .. view.Activations.Where(a => ClusterReading.ShortName(a.GrainType) == type).Select(a => a.GrainType).Distinct(),
        ];
        DetailedGrainStatistic[] activations =
            names.Length == 0 ? [] : await Management.GetDetailedGrainStatistics(names, null, cancellationToken);
        return new GrainTypeDetail(
            found,
            view.Methods(type),
            [
                .. activations
                    .Select(a => new GrainActivationPlace(a.GrainId.ToString(), a.SiloAddress.ToParsableString()))
                    .OrderBy(a => a.Id, StringComparer.Ordinal)
                    .ThenBy(a => a.Silo, StringComparer.Ordinal)
                    .Take(limit),
            ],
            activations.Length
        );
    }

    private Task<ClusterReading> ViewAsync()
    {
        if (_view is null or { IsFaulted: true } or { IsCanceled: true } || (_view.IsCompleted && time.GetElapsedTime(_viewedAt) > AgeMax))
        {
            _viewedAt = time.GetTimestamp();
            _view = ReadAsync();
        }

        return _view;
    }

    private async Task<ClusterReading> ReadAsync()
    {
        MembershipEntry[] hosts = await Management.GetDetailedHosts(onlyActive: false);
        SiloAddress[] active = [.. hosts.Where(h => h.Status == SiloStatus.Active).Select(h => h.SiloAddress)];
        Task<SiloReport>[] reports = [.. active.Select(AskAsync)];
        SimpleGrainStatistic[] activations = await OrElseAsync(Management.GetSimpleGrainStatistics(active), [], "all silos");
        return new ClusterReading(time.GetUtcNow(), hosts, cluster.Silos, await Task.WhenAll(reports), activations);
    }

    private async Task<SiloReport> AskAsync(SiloAddress silo)
    {
        ISiloStatisticsGrain grain = GrainFactory.GetGrain<ISiloStatisticsGrain>(silo.ToParsableString());
        Task<SiloStatistics?> counted = OrElseAsync<SiloStatistics?>(Counted(grain), null, silo.ToString());
        SiloRuntimeStatistics[] runtime = await OrElseAsync(Management.GetRuntimeStatistics([silo]), [], silo.ToString());
        return new SiloReport(silo, await counted, runtime.FirstOrDefault());
    }

    private static async Task<SiloStatistics?> Counted(ISiloStatisticsGrain grain) => await grain.GetAsync(CancellationToken.None);

    // A silo that has just died must not take the view of the others with it.
    private async Task<T> OrElseAsync<T>(Task<T> asked, T otherwise, string silo)
    {
        try
        {
            return await asked.WaitAsync(TimeSpan.FromSeconds(3), time);
        }
        catch (Exception error) when (error is TimeoutException or OrleansException or OperationCanceledException)
        {
            LogSilent(error, silo);
            return otherwise;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Silo} did not tell its statistics")]
    private partial void LogSilent(Exception error, string silo);
}
