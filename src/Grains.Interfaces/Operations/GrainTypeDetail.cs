namespace RagCluster.Grains.Interfaces.Operations;

/// <summary>One grain type, looked at closely.</summary>
/// <param name="Type">The type with its load.</param>
/// <param name="Methods">Its methods by silo, the busiest first.</param>
/// <param name="Activations">Its activations in the order of their ids, as many as were asked for.</param>
/// <param name="ActivationCount">All that there are.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.GrainTypeDetail")]
public sealed record GrainTypeDetail(
    [property: Id(0)] ClusterGrainType Type,
    [property: Id(1)] GrainMethodLoad[] Methods,
    [property: Id(2)] GrainActivationPlace[] Activations,
    [property: Id(3)] int ActivationCount
);
