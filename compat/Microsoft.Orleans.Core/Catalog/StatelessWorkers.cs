namespace Orleans.Runtime;

/// <summary>The activations that share the calls to one stateless grain.</summary>
internal sealed class StatelessWorkers(
    GrainId id,
    GrainClass grain,
    GrainActivator activator,
    int maxLocal,
    SiloServices silo,
    Catalog catalog
) : IMessageTarget
{
    private readonly Lock _lock = new();
    private readonly List<ActivationData> _workers = [];
    private bool _isRemoved;

    public GrainId GrainId { get; } = id;

    public GrainClass Class { get; } = grain;

    public IEnumerable<ActivationData> Activations
    {
        get
        {
            lock (_lock)
                return [.. _workers];
        }
    }

    public void Receive(Message message)
    {
        lock (_lock)
        {
            if (!_isRemoved)
            {
                Choose().Receive(message);
                return;
            }
        }

        silo.Router.Send(message);
    }

    public void Cancel(Message message)
    {
        foreach (ActivationData worker in Activations)
            worker.Cancel(message);
    }

    public void CollectIdle(long now, TimeSpan? ageLimit)
    {
        foreach (ActivationData worker in Activations)
            worker.CollectIdle(now, ageLimit);
    }

    public Task DeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
        Task.WhenAll(Activations.Select(w => w.DeactivateAsync(reason, cancellationToken)));

    // An idle worker, else a new one, else the one with the least to do.
    private ActivationData Choose()
    {
        ActivationData? best = null;
        int least = int.MaxValue;
        foreach (ActivationData worker in _workers)
        {
            if (worker.State >= ActivationState.Deactivating)
                continue;
            int load = worker.Load;
            if (load >= least)
                continue;
            (best, least) = (worker, load);
            if (load == 0)
                return worker;
        }

        if (best is not null && _workers.Count >= maxLocal)
            return best;
        ActivationData added = new(GrainId, Class, activator, silo, Remove);
        _workers.Add(added);
        return added;
    }

    private void Remove(ActivationData worker)
    {
        lock (_lock)
        {
            _workers.Remove(worker);
            if (_workers.Count > 0)
                return;
            _isRemoved = true;
            catalog.Remove(this);
        }
    }
}
