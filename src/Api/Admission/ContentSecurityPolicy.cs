namespace RagCluster.Api.Admission;

/// <summary>
/// Metadata of an endpoint that serves a page: what the page may load. An endpoint without it serves no page and may load nothing.
/// </summary>
/// <param name="Value">The value of the header of that name.</param>
public sealed record ContentSecurityPolicy(string Value);
