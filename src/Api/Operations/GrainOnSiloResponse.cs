namespace RagCluster.Api.Operations;

/// <summary>A grain type on one silo over HTTP.</summary>
internal sealed record GrainOnSiloResponse(string Silo, int Activations, LoadResponse Load);
