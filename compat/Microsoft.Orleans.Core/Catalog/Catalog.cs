using System.Collections.Concurrent;

namespace Orleans.Runtime;

/// <summary>The activations of this silo.</summary>
internal sealed class Catalog(GrainManifest manifest, SiloServices silo)
{
    private readonly ConcurrentDictionary<GrainId, IMessageTarget> _targets = new();
    private readonly ConcurrentDictionary<GrainClass, GrainActivator> _activators = new();
    private volatile bool _isClosed;

    public IEnumerable<ActivationData> Activations => _targets.Values.SelectMany(t => t.Activations);

    public int ActivationCount => _targets.Count;

    public IMessageTarget? Find(GrainId id) => _targets.GetValueOrDefault(id);

    /// <exception cref="SiloUnavailableException">The silo is stopping.</exception>
    public IMessageTarget GetOrCreate(GrainId id)
    {
        if (_targets.TryGetValue(id, out IMessageTarget? found))
            return found;
        if (_isClosed)
            throw new SiloUnavailableException($"Silo {silo.Address} is shutting down.");
        return _targets.GetOrAdd(id, static (id, self) => self.Create(id), this);
    }

    /// <summary>Makes an activation of what another silo's left with; false where there is one already.</summary>
    public bool TryCreateMigrated(GrainId id, IRehydrationContext context)
    {
        if (_isClosed || Create(id) is not ActivationData activation || !_targets.TryAdd(id, activation))
            return false;
        activation.Rehydrate(context);
        activation.Activate(null);
        return true;
    }

    /// <summary>Forgets a target that has ended, unless another has taken its place.</summary>
    public void Remove(IMessageTarget target) => _targets.TryRemove(KeyValuePair.Create(target.GrainId, target));

    public void CollectIdle(TimeSpan? ageLimit = null)
    {
        long now = silo.Time.GetTimestamp();
        foreach (IMessageTarget target in _targets.Values)
            target.CollectIdle(now, ageLimit);
    }

    /// <summary>Ends idle activations before their time, those first that would be collected first.</summary>
    public void Shed(int count)
    {
        DeactivationReason reason = new(DeactivationReasonCode.HighMemoryPressure, "The process takes more memory than its limit.");
        foreach (ActivationData? activation in Activations.Where(a => !a.Class.NeverIdle).OrderBy(a => a.CollectibleAt))
        {
            if (count <= 0)
                return;
            if (activation.TryShed(reason))
                count--;
        }
    }

    /// <summary>Ends every activation and makes no more.</summary>
    public Task DeactivateAllAsync(CancellationToken cancellationToken)
    {
        _isClosed = true;
        DeactivationReason reason = new(DeactivationReasonCode.ShuttingDown, "This process is terminating.");
        return Task.WhenAll(
            _targets.Values.Select(t =>
                t is ActivationData activation
                    ? activation.LeaveAsync(reason, cancellationToken)
                    : t.DeactivateAsync(reason, cancellationToken)
            )
        );
    }

    private IMessageTarget Create(GrainId id)
    {
        GrainClass grain = manifest.ClassOf(id.Type);
        GrainActivator activator = _activators.GetOrAdd(grain, static g => new GrainActivator(g.Type));
        return grain.DeclaredPlacement is StatelessWorkerPlacement placement
            ? new StatelessWorkers(id, grain, activator, placement.MaxLocal, silo, this)
            : new ActivationData(id, grain, activator, silo, Remove);
    }
}
