using RagCluster.TestKit;

namespace RagCluster.Cluster.Tests.Cluster;

/// <summary>
/// A balancer as one in front of the silos does it: it looks at every silo's readiness twice a second and names those that are ready.
/// </summary>
internal sealed class ReadyBalancer : IAsyncDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(500);
    private readonly LocalCluster _cluster;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _refreshing;
    private IReadOnlyList<SiloProcess> _ready;

    /// <summary>Starts with all silos that run.</summary>
    internal ReadyBalancer(LocalCluster cluster)
    {
        _cluster = cluster;
        _ready = [.. cluster.Running.Select(pair => pair.Silo)];
        _refreshing = RefreshAsync();
    }

    /// <summary>The silos that were ready at the last look.</summary>
    internal IReadOnlyList<SiloProcess> Ready => Volatile.Read(ref _ready);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _refreshing;
        _stop.Dispose();
    }

    private async Task RefreshAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            SiloProcess[] all = [.. _cluster.Running.Select(pair => pair.Silo)];
            bool[] ready = await Task.WhenAll(all.Select(silo => silo.IsReadyAsync()));
            Volatile.Write(ref _ready, [.. all.Where((_, index) => ready[index])]);
            await Task.Delay(Period, TimeProvider.System, CancellationToken.None);
        }
    }
}
