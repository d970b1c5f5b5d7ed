using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Orleans.Runtime;

/// <content>What the application may ask.</content>
internal sealed partial class MembershipAgent : IClusterMembershipService, ISiloStatusOracle
{
    private readonly HashSet<ISiloStatusListener> _listeners = [];

    public ClusterMembershipSnapshot CurrentSnapshot => Snapshot(View);

    public IAsyncEnumerable<ClusterMembershipSnapshot> MembershipUpdates => ReadUpdatesAsync();

    /// <summary>The number of views so far.</summary>
    public long Round => _changes.Round;

    /// <summary>Ends when the view changes after a round.</summary>
    public Task WaitForViewAsync(long round, CancellationToken cancellationToken) =>
        _changes.WaitAsync(round, Timeout.InfiniteTimeSpan, cancellationToken);

    public SiloStatus CurrentStatus => LocalStatus;

    public string SiloName => _self.SiloName;

    public SiloAddress SiloAddress => Local;

    public async ValueTask Refresh(MembershipVersion minimumVersion = default, CancellationToken cancellationToken = default)
    {
        if (minimumVersion != default && View.Version >= minimumVersion.Value)
            return;
        await RefreshAsync().WaitAsync(cancellationToken);
    }

    public async Task<bool> TryKill(SiloAddress siloAddress)
    {
        await WriteDeathAsync(siloAddress);
        return View.StatusOf(siloAddress) == SiloStatus.Dead;
    }

    public SiloAddress[] GetActiveSilos() => [.. View.Active];

    public SiloStatus GetApproximateSiloStatus(SiloAddress siloAddress) => View.StatusOf(siloAddress);

    public Dictionary<SiloAddress, SiloStatus> GetApproximateSiloStatuses(bool onlyActive = false) =>
        View.Members.Values.Where(m => !onlyActive || m.Status == SiloStatus.Active).ToDictionary(m => m.SiloAddress, m => m.Status);

    public bool TryGetSiloName(SiloAddress siloAddress, [NotNullWhen(true)] out string? siloName)
    {
        siloName = View.Members.GetValueOrDefault(siloAddress)?.SiloName;
        return siloName is not null;
    }

    public bool IsFunctionalDirectory(SiloAddress siloAddress) => View.StatusOf(siloAddress) is SiloStatus.Active or SiloStatus.None;

    public bool IsDeadSilo(SiloAddress silo) => View.StatusOf(silo) == SiloStatus.Dead;

    public bool SubscribeToSiloStatusEvents(ISiloStatusListener observer)
    {
        lock (_lock)
        {
            if (_listeners.Count == 0)
                ViewChanged += Notify;
            return _listeners.Add(observer);
        }
    }

    public bool UnSubscribeFromSiloStatusEvents(ISiloStatusListener observer)
    {
        lock (_lock)
            return _listeners.Remove(observer);
    }

    private async IAsyncEnumerable<ClusterMembershipSnapshot> ReadUpdatesAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(_stopToken, cancellationToken);
        while (!_stopToken.IsCancellationRequested)
        {
            long round = Round;
            yield return Snapshot(View);
            await WaitForViewAsync(round, both.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private void Notify(MembershipView old, MembershipView current)
    {
        foreach ((SiloAddress? silo, MembershipEntry? entry) in current.Members)
        {
            if (old.StatusOf(silo) == entry.Status)
                continue;
            foreach (ISiloStatusListener? listener in _listeners.ToArray())
                listener.SiloStatusChangeNotification(silo, entry.Status);
        }
    }

    private static ClusterMembershipSnapshot Snapshot(MembershipView view) =>
        new(
            view.Members.ToImmutableDictionary(m => m.Key, m => new ClusterMember(m.Key, m.Value.Status, m.Value.SiloName)),
            new MembershipVersion(view.Version)
        );
}
