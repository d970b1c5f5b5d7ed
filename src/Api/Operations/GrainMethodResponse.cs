namespace RagCluster.Api.Operations;

/// <summary>A grain's method on one silo over HTTP.</summary>
internal sealed record GrainMethodResponse(string Method, string Silo, LoadResponse Load);
