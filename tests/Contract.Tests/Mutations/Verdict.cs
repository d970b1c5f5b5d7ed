using System.Text.Json;
using System.Text.Json.Nodes;
using RagCluster.Contract.Tests.Server;

namespace RagCluster.Contract.Tests.Mutations;

/// <summary>What every response must be, whatever the request was.</summary>
internal static class Verdict
{
    // Words that only an implementation knows.
    private static readonly string[] Internals =
    [
        "System.",
        "RagCluster.",
        "Microsoft.",
        "Orleans.",
        "Nullable",
        "   at ",
        "Int32",
        "JsonElement",
        "Exception",
    ];

    // A field is at fault whenever one of these is told.
    private static readonly string[] FieldCodes =
    [
        "validation-failed",
        "unsupported-media-type",
        "unknown-host",
        "cross-origin",
        "uri-too-long",
        "headers-too-large",
    ];

    /// <summary>What is wrong with a response; null when nothing is.</summary>
    /// <param name="reply">The response.</param>
    /// <param name="isHead">Whether the request wanted no body.</param>
    internal static string? Fault(RawReply reply, bool isHead)
    {
        if (reply.Status == 0)
            return "no response";
        if (reply.Status >= 500)
            return "server error";
        if (reply.Headers.GetValueOrDefault("X-Content-Type-Options") != "nosniff")
            return "no nosniff";
        return reply.Status < 400 || isHead ? null : ProblemFault(reply);
    }

    private static string? ProblemFault(RawReply reply)
    {
        JsonNode? problem;
        try
        {
            problem = JsonNode.Parse(reply.Body);
        }
        catch (JsonException)
        {
            return "a problem that is no JSON";
        }

        // Ollama's clients read nothing else.
        string path = problem?["instance"]?.ToString() ?? "";
        bool isOfOllama =
            path.StartsWith("/api/", StringComparison.OrdinalIgnoreCase) && !path.StartsWith("/api/v1", StringComparison.OrdinalIgnoreCase);
        if (reply.Plain.MediaType != (isOfOllama ? "application/json" : "application/problem+json"))
            return "no problem document";
        string code = problem?["code"]?.ToString() ?? "";
        if (
            code.Length == 0
            || problem!["type"]?.ToString() != $"/problems/{code}"
            || problem["traceId"] is null
            || problem["status"]?.ToString() != $"{reply.Status}"
        )
            return "a problem without code, type, trace or status";
        if (FieldCodes.Contains(code) && problem["errors"] is not JsonObject { Count: > 0 })
            return "a problem that names no field";
        // What was sent may stand in a problem, and may be anything; the sentence about it is ours.
        return Array.Find(Internals, word => problem["detail"]!.ToString().Contains(word, StringComparison.Ordinal)) is { } found
            ? $"a problem that tells '{found}'"
            : null;
    }
}
