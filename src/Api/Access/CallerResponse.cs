namespace RagCluster.Api.Access;

/// <summary>Who makes a request.</summary>
/// <param name="Subject">Their name.</param>
/// <param name="Permissions">What they may do.</param>
internal sealed record CallerResponse(string Subject, string[] Permissions);
