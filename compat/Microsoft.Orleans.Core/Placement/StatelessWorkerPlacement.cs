namespace Orleans.Runtime;

/// <summary>The caller's silo, on the least busy of several activations.</summary>
internal sealed class StatelessWorkerPlacement(int maxLocal, bool removeIdleWorkers = true) : PlacementStrategy
{
    public int MaxLocal { get; } = maxLocal > 0 ? maxLocal : Environment.ProcessorCount;

    public bool RemoveIdleWorkers { get; } = removeIdleWorkers;

    public override bool IsUsingGrainDirectory => false;
}
