namespace RagCluster.Grains.Query.Observing;

/// <summary>All who watch one call of a step.</summary>
internal readonly struct StepWatches
{
    private readonly List<IStepWatch>? _watches;

    private StepWatches(List<IStepWatch>? watches) => _watches = watches;

    /// <summary>By what the step multiplies the time that it waits.</summary>
    internal double Factor => _watches?.Aggregate(1.0, (factor, watch) => factor * watch.Factor) ?? 1;

    /// <summary>A call begins.</summary>
    internal static StepWatches Begin(IQueryObserver[] observers, Func<IQueryObserver, IStepWatch?> begin)
    {
        List<IStepWatch>? watches = null;
        foreach (IQueryObserver observer in observers)
        {
            if (begin(observer) is { } watch)
                (watches ??= []).Add(watch);
        }

        return new StepWatches(watches);
    }

    /// <summary>The step waited and made a second call.</summary>
    internal void Repeated() => _watches?.ForEach(watch => watch.Repeated());

    /// <summary>The step succeeded.</summary>
    internal void Ended(TimeSpan took) => _watches?.ForEach(watch => watch.Ended(took));
}
