namespace RagCluster.Grains.Interfaces.Planning;

/// <summary>By what a plan was weighed.</summary>
/// <param name="LatencyPrice">What a second is worth in quality.</param>
/// <param name="CostPrice">What a unit of cost is worth in quality.</param>
/// <param name="Kappa">How far a draw may lead away from the expectation.</param>
/// <param name="CoherenceTime">With what time constant latencies fade to their baseline.</param>
/// <param name="LabelsPerHour">How many judged queries an hour the class had.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.PlanTerms")]
public sealed record PlanTerms(
    [property: Id(0)] double LatencyPrice,
    [property: Id(1)] double CostPrice,
    [property: Id(2)] double Kappa,
    [property: Id(3)] TimeSpan CoherenceTime,
    [property: Id(4)] double LabelsPerHour
);
