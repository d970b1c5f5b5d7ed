namespace RagCluster.Api.Operations;

/// <summary>An activation of a grain and where it runs.</summary>
/// <param name="Id">The grain's id.</param>
/// <param name="Silo">The address of the silo that it runs on.</param>
internal sealed record ActivationResponse(string Id, string Silo);
