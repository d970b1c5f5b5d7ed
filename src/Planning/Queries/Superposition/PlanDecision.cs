namespace RagCluster.Planning.Queries.Superposition;

/// <summary>A chosen plan and all that is needed to choose it again from the same beliefs.</summary>
/// <param name="Plan">The plan's number in its menu.</param>
/// <param name="Superposition">What it was chosen from.</param>
/// <param name="IsCollapsed">Whether one plan was as good as certain.</param>
/// <param name="IsFallback">Whether no plan fitted and the one likeliest to be in time was taken.</param>
/// <param name="Seed">The seed of its draws.</param>
/// <param name="At">The time at which it was chosen.</param>
/// <param name="Epoch">The number of events that the beliefs knew of.</param>
public sealed record PlanDecision(
    int Plan,
    PlanSuperposition Superposition,
    bool IsCollapsed,
    bool IsFallback,
    ulong Seed,
    DateTimeOffset At,
    int Epoch
);
