namespace RagCluster.Planning.Queries.Superposition.Plans;

/// <summary>A way to answer: a directed graph of steps without cycles.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Cost">What a run costs beside its latency, in the caller's unit, for example model calls.</param>
/// <param name="Stages">Its steps, each after those that it waits for.</param>
public sealed record TaskPlan(string Name, double Cost, params TaskStage[] Stages)
{
    /// <summary>Plans that a run of this one judges too, because it contains them, such as the legs of a hybrid search.</summary>
    public IReadOnlyList<string> SubPlans { get; init; } = [];
}
