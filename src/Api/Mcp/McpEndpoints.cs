using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using RagCluster.Access;
using RagCluster.Api.Access;
using RagCluster.Api.Binding;
using RagCluster.Api.Limits;
using RagCluster.Corpus.Errors;

namespace RagCluster.Api.Mcp;

/// <summary>
/// <c>/mcp</c>: the Model Context Protocol over streamable HTTP. Each request stands alone, so that any silo answers it: there are no
/// sessions, nothing is streamed that was not asked for, and GET and DELETE, which belong to sessions, are not there (405).
/// </summary>
internal static class McpEndpoints
{
    private const string Json = "application/json";
    private const string EventStream = "text/event-stream";
    private const string VersionHeader = "MCP-Protocol-Version";
    private const int BatchMax = 50;

    // The revisions that the package speaks; from the last on a client introduces itself in each request instead of once.
    private static readonly string[] Versions = ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25", "2026-07-28"];

    /// <summary>Maps the endpoint.</summary>
    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapPost("/mcp", PostAsync)
            .Accepts<JsonElement>(Json)
            .WithTags("MCP")
            .WithSummary(
                "Model Context Protocol, stateless: the tools search, fetch, ask, list_collections and ingest, and documents as resources"
            )
            .Produces<string>(contentType: EventStream)
            .Produces(StatusCodes.Status202Accepted)
            .WithMetadata(new OwnPlaces())
            .Needs(Permission.QueryExecute);

    private static async Task PostAsync(HttpContext context, McpExchange exchange)
    {
        if (Refusal(context.Request) is { } refusal)
        {
            await Problems.WriteAsync(context, refusal, context.RequestAborted);
            return;
        }

        JsonRpcMessage[] messages = ReadAll(context.Features.GetRequiredFeature<JsonBody>().Root);
        await RateLimitGate.CountMoreAsync(context, messages.Length - 1);
        context.Response.ContentType = EventStream;
        context.Response.Headers.CacheControl = "no-cache, no-store";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        bool isAnswered = false;
        foreach (JsonRpcMessage message in messages)
        {
            if (context.Request.Headers[VersionHeader].ToString() is { Length: > 0 } version)
                (message.Context ??= new JsonRpcMessageContext()).ProtocolVersion = version;
            isAnswered |= await exchange.AnswerAsync(context, message);
        }

        if (!isAnswered)
        {
            context.Response.ContentType = null;
            context.Response.StatusCode = StatusCodes.Status202Accepted;
        }
    }

    private static ProblemDetails? Refusal(HttpRequest request)
    {
        IList<MediaTypeHeaderValue> accepted = request.GetTypedHeaders().Accept;
        if (!Takes(accepted, Json) || !Takes(accepted, EventStream))
            return Problems.With(406, "not-acceptable", $"The protocol wants 'Accept: {Json}, {EventStream}'.", HeaderNames.Accept);
        string version = request.Headers[VersionHeader].ToString();
        return version.Length == 0 || Versions.Contains(version)
            ? null
            : Problems.With(400, "validation-failed", $"This server speaks the revisions {string.Join(", ", Versions)}.", VersionHeader);
    }

    private static bool Takes(IList<MediaTypeHeaderValue> accepted, string type) =>
        accepted.Any(range => new MediaTypeHeaderValue(type).IsSubsetOf(range));

    // Several at once come from clients of the revision 2025-03-26.
    private static JsonRpcMessage[] ReadAll(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Array)
            return [Read(body)];
        return body.GetArrayLength() is > 0 and <= BatchMax
            ? [.. body.EnumerateArray().Select(Read)]
            : throw RagException.Invalid("body", $"1 to {BatchMax} messages are sent at once.");
    }

    private static JsonRpcMessage Read(JsonElement body)
    {
        try
        {
            if (body.ValueKind == JsonValueKind.Object && body.Deserialize<JsonRpcMessage>(McpJsonUtilities.DefaultOptions) is { } message)
                return message;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            // Told below: the package's own words name its types.
        }

        throw RagException.Invalid("body", "The body is one message of JSON-RPC 2.0: a request, a notification or a response.");
    }
}
