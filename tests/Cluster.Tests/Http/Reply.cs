using System.Net;
using System.Text.Json.Nodes;

namespace RagCluster.Cluster.Tests.Http;

/// <summary>A response that arrived whole.</summary>
internal sealed record Reply(HttpStatusCode Status, string Body)
{
    /// <summary>How often the request was sent, this answer's time included.</summary>
    internal int Attempts { get; init; } = 1;

    /// <summary>Who answered.</summary>
    internal Uri? From { get; init; }

    /// <summary>When the server asks to be asked again; null when it does not.</summary>
    internal TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether the server promised what was asked.</summary>
    internal bool IsAcknowledgement => (int)Status is >= 200 and < 300;

    /// <summary>Of an upload that was waited for: whether the server said that it can be found.</summary>
    internal bool IsIndexed => Status == HttpStatusCode.Created;

    /// <summary>Whether the server could not do what was asked, through no fault of the request.</summary>
    internal bool IsFailure => (int)Status is 429 or >= 500;

    /// <summary>The body as JSON.</summary>
    internal JsonNode Json => JsonNode.Parse(Body)!;

    /// <summary>The problem's code; null in another response.</summary>
    internal string? ProblemCode => IsAcknowledgement ? null : Json["code"]?.ToString();
}
