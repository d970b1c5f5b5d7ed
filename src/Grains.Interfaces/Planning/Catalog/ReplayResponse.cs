using RagCluster.Grains.Interfaces.Query;

namespace RagCluster.Grains.Interfaces.Planning.Catalog;

/// <summary>A repeated query.</summary>
/// <param name="Record">What was recorded.</param>
/// <param name="Search">What is found now.</param>
/// <param name="Changed">What is not as it was: <c>collection</c>, <c>model</c>, <c>documents</c>, <c>program</c>, <c>state_unknown</c>;
/// empty when the same is to be found.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.ReplayResponse")]
public sealed record ReplayResponse(
    [property: Id(0)] QueryRecord Record,
    [property: Id(1)] SearchResponse Search,
    [property: Id(2)] string[] Changed
)
{
    /// <summary>The answer; null for a search.</summary>
    [Id(3)]
    public AskResponse? Answer { get; init; }

    /// <summary>Whether the same passages were found in the same order with the same scores.</summary>
    [Id(4)]
    public bool IsSame { get; init; }

    /// <summary>
    /// Whether the planner, given seed, time and evidence of then, chooses the plan of then; null when it did not choose.
    /// </summary>
    [Id(5)]
    public bool? ChoosesSamePlan { get; init; }
}
