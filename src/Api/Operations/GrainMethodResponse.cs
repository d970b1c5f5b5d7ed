namespace RagCluster.Api.Operations;

/// <summary>A grain's method on one silo.</summary>
/// <param name="Method">The method's name.</param>
/// <param name="Silo">The silo's address.</param>
/// <param name="Load">The method's calls on that silo.</param>
internal sealed record GrainMethodResponse(string Method, string Silo, LoadResponse Load);
