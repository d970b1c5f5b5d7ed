namespace RagCluster.Grains.Interfaces.Operations;

/// <summary>A grain's method on one silo.</summary>
/// <param name="Method">The method.</param>
/// <param name="Silo">The silo's address.</param>
/// <param name="Load">Its calls there.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.GrainMethodLoad")]
public sealed record GrainMethodLoad([property: Id(0)] string Method, [property: Id(1)] string Silo, [property: Id(2)] CallLoad Load);
