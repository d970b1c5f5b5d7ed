using System.Net;
using System.Text.Json.Nodes;

namespace RagCluster.Contract.Tests.Server;

/// <summary>A response.</summary>
internal sealed record Reply(HttpStatusCode Status, string MediaType, string Body)
{
    /// <summary>The headers, one a line, by name.</summary>
    internal string Headers { get; init; } = "";

    /// <summary>The body as JSON.</summary>
    internal JsonNode Json => JsonNode.Parse(Body)!;

    /// <summary>The text at a path of names and indices.</summary>
    internal string Text(params object[] path) =>
        At(path)?.ToString() ?? throw new Xunit.Sdk.XunitException($"Nothing at {string.Join('.', path)} in {Body}");

    /// <summary>The node at a path of names and indices, or null.</summary>
    internal JsonNode? At(params object[] path)
    {
        JsonNode? node = Json;
        foreach (object step in path)
        {
            node = step is int index ? (node as JsonArray)?.ElementAtOrDefault(index) : (node as JsonObject)?[(string)step];
        }

        return node;
    }

    /// <summary>The array at a path.</summary>
    internal JsonArray Array(params object[] path) =>
        At(path) as JsonArray ?? throw new Xunit.Sdk.XunitException($"No array at {string.Join('.', path)} in {Body}");

    /// <summary>Checks that this is a problem document with a code, naming a field if one is given.</summary>
    internal void AssertProblem(HttpStatusCode status, string code, string? field = null)
    {
        Assert.True(status == Status, $"Expected {status}, got {Status}: {Body}");
        Assert.Equal("application/problem+json", MediaType);
        Assert.Equal(code, Text("code"));
        Assert.Equal($"/problems/{code}", Text("type"));
        Assert.NotNull(At("traceId"));
        if (field is not null)
            Assert.NotNull(At("errors", field));
        Assert.DoesNotContain("RagCluster.", Body, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", Body, StringComparison.Ordinal);
    }
}
