namespace RagCluster.Api.Access;

/// <summary>Who makes a request.</summary>
/// <param name="Subject">Their name.</param>
/// <param name="Permissions">What they may do.</param>
/// <param name="Tenant">Their tenant.</param>
/// <param name="Principal">The name by which lists of readers let them in.</param>
internal sealed record CallerResponse(string Subject, string[] Permissions, string Tenant, string Principal);
