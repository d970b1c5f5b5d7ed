namespace RagCluster.Api.Operations;

/// <summary>Where an activation runs, over HTTP.</summary>
/// <param name="Id">The grain's id.</param>
/// <param name="Silo">The address of the silo that it runs on.</param>
internal sealed record ActivationResponse(string Id, string Silo);
