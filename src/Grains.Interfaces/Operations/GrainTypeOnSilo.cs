namespace RagCluster.Grains.Interfaces.Operations;

/// <summary>A grain type on one silo.</summary>
/// <param name="Silo">The silo's address.</param>
/// <param name="ActivationCount">Its activations there.</param>
/// <param name="Load">Its calls there.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.GrainTypeOnSilo")]
public sealed record GrainTypeOnSilo([property: Id(0)] string Silo, [property: Id(1)] int ActivationCount, [property: Id(2)] CallLoad Load);
