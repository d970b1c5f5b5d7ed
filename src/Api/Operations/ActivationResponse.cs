namespace RagCluster.Api.Operations;

/// <summary>Where an activation runs, over HTTP.</summary>
internal sealed record ActivationResponse(string Id, string Silo);
