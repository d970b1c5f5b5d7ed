namespace Orleans.Runtime;

/// <summary>A silo's lifecycle.</summary>
public interface ISiloLifecycle : ILifecycleObservable
{
    int HighestCompletedStage { get; }

    int LowestStoppedStage { get; }
}
