namespace RagCluster.Api.Operations;

/// <summary>Activations of one grain type on one silo.</summary>
/// <param name="Grain">The grain's class, without its namespace.</param>
/// <param name="Silo">The silo's address.</param>
/// <param name="Activations">Activations of the grain on that silo.</param>
internal sealed record SiloGrainCount(string Grain, string Silo, int Activations);
