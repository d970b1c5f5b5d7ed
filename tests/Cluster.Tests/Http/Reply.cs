using System.Net;
using System.Text.Json.Nodes;

namespace RagCluster.Cluster.Tests.Http;

/// <summary>A response that arrived whole.</summary>
internal sealed record Reply(HttpStatusCode Status, string Body)
{
    /// <summary>Whether the server promised what was asked.</summary>
    internal bool IsAcknowledgement => (int)Status is >= 200 and < 300;

    /// <summary>The body as JSON.</summary>
    internal JsonNode Json => JsonNode.Parse(Body)!;

    /// <summary>The problem's code; null in another response.</summary>
    internal string? ProblemCode => IsAcknowledgement ? null : Json["code"]?.ToString();
}
