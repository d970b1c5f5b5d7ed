using Orleans.Placement;

namespace Orleans.Concurrency;

/// <summary>Several activations on every silo share the calls to one key.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class StatelessWorkerAttribute : PlacementAttribute
{
    public StatelessWorkerAttribute(int maxLocalWorkers)
        : base(new StatelessWorkerPlacement(maxLocalWorkers)) { }

    public StatelessWorkerAttribute(int maxLocalWorkers, bool removeIdleWorkers)
        : base(new StatelessWorkerPlacement(maxLocalWorkers, removeIdleWorkers)) { }

    public StatelessWorkerAttribute()
        : base(new StatelessWorkerPlacement(-1)) { }
}
