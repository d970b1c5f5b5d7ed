namespace RagCluster.Grains.Interfaces.Operations;

/// <summary>A grain type over the cluster.</summary>
/// <param name="Name">The grain class, without its namespace.</param>
/// <param name="ActivationCount">Activations on all silos.</param>
/// <param name="Load">Calls on all silos.</param>
/// <param name="Silos">The same by silo.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.ClusterGrainType")]
public sealed record ClusterGrainType(
    [property: Id(0)] string Name,
    [property: Id(1)] int ActivationCount,
    [property: Id(2)] CallLoad Load,
    [property: Id(3)] GrainTypeOnSilo[] Silos
);
