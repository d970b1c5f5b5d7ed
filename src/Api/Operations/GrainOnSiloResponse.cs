namespace RagCluster.Api.Operations;

/// <summary>A grain type on one silo.</summary>
/// <param name="Silo">The silo's address.</param>
/// <param name="Activations">Activations of the grain type on that silo.</param>
/// <param name="Load">Its calls on that silo.</param>
internal sealed record GrainOnSiloResponse(string Silo, int Activations, LoadResponse Load);
