namespace RagCluster.Api.Operations;

/// <summary>Activations of one grain type on one silo.</summary>
internal sealed record SiloGrainCount(string Grain, string Silo, int Activations);
