namespace RagCluster.Api.Access;

/// <summary>Who makes a request.</summary>
/// <param name="Subject">The caller's name.</param>
/// <param name="Permissions">What the caller may do.</param>
/// <param name="Tenant">The caller's tenant.</param>
/// <param name="Principal">The name by which lists of readers let the caller in.</param>
internal sealed record CallerResponse(string Subject, string[] Permissions, string Tenant, string Principal);
