namespace RagCluster.Grains.Interfaces.Experiments;

/// <summary>That a query took part in an experiment.</summary>
/// <param name="Experiment">The experiment.</param>
/// <param name="Arm">The arm that answered.</param>
/// <param name="FeedbackId">By what feedback names this query.</param>
/// <param name="Collection">The collection that answered, where the arm names another one.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.ExperimentExposure")]
public sealed record ExperimentExposure(
    [property: Id(0)] string Experiment,
    [property: Id(1)] string Arm,
    [property: Id(2)] string FeedbackId,
    [property: Id(3)] string? Collection
);
