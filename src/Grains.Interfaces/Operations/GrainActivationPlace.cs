namespace RagCluster.Grains.Interfaces.Operations;

/// <summary>Where an activation runs.</summary>
/// <param name="Id">The grain's id: type and key.</param>
/// <param name="Silo">The silo's address.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.GrainActivationPlace")]
public sealed record GrainActivationPlace([property: Id(0)] string Id, [property: Id(1)] string Silo);
