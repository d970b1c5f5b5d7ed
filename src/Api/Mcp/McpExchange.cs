using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using RagCluster.Access;
using RagCluster.Api.Access;
using RagCluster.Api.Auditing;
using RagCluster.Api.Limits;
using RagCluster.Api.Operations;

namespace RagCluster.Api.Mcp;

/// <summary>Answers one message of the protocol: a server that lives as long as the request and knows its caller.</summary>
internal sealed class McpExchange(McpTools tools, McpResources resources, Bulkheads bulkheads)
{
    private const string Instructions =
        "Answers from collections of documents. Use 'ask' for a cited answer, 'search' for passages and 'fetch' for the whole text of one; "
        + "'list_collections' says what there is. Quote what the passages say and name their titles.";

    /// <summary>Answers a message into the response.</summary>
    /// <returns>Whether there was anything to answer: a notification gets none.</returns>
    internal async Task<bool> AnswerAsync(HttpContext context, JsonRpcMessage message)
    {
        if (message is JsonRpcRequest request && McpParameters.Fault(request) is { } fault)
        {
            await RefuseAsync(context.Response, request, McpErrorCode.InvalidParams, fault, context.RequestAborted);
            return true;
        }

        if (message is JsonRpcRequest { Method: RequestMethods.ResourcesSubscribe or RequestMethods.ResourcesUnsubscribe } subscribed)
        {
            const string reason = "Nothing is told of changes here: read a resource again.";
            await RefuseAsync(context.Response, subscribed, McpErrorCode.MethodNotFound, reason, context.RequestAborted);
            return true;
        }

        // Asking waits for a chat model: it must not keep searches out.
        string? tool = message is JsonRpcRequest { Method: RequestMethods.ToolsCall, Params: JsonObject call }
            ? call["name"]?.ToString()
            : null;
        using RateLimitLease place = await bulkheads.TakeAsync(BulkheadGate.ClassOf(tools.NeededBy(tool)), context.RequestAborted);
        // The package's own log holds every message's course; what fails is logged where it is turned into a result.
        NullLoggerFactory logs = NullLoggerFactory.Instance;
        await using StreamableHttpServerTransport transport = new(logs) { Stateless = true };
        await using McpServer server = McpServer.Create(transport, Options(context, context.Caller() ?? Principal.Anonymous), logs, null);
        Task running = server.RunAsync(context.RequestAborted);
        bool isWritten = await transport.HandlePostRequestAsync(
            message,
            context.Response.Body,
            first => SetStatus(context.Response, first),
            context.RequestAborted
        );
        await transport.DisposeAsync();
        await running;
        return isWritten;
    }

    private static async Task RefuseAsync(
        HttpResponse response,
        JsonRpcRequest request,
        McpErrorCode code,
        string reason,
        CancellationToken cancellationToken
    )
    {
        JsonRpcMessage error = new JsonRpcError
        {
            Id = request.Id,
            Error = new JsonRpcErrorDetail { Code = (int)code, Message = reason },
        };
        string data = JsonSerializer.Serialize(error, McpJsonUtilities.DefaultOptions);
        await response.WriteAsync($"event: message\ndata: {data}\n\n", cancellationToken);
    }

    // Reading is in the audit log through no protocol.
    private async ValueTask<CallToolResult> CallAsync(
        HttpContext context,
        Principal caller,
        CallToolRequestParams? call,
        CancellationToken cancellationToken
    )
    {
        CallToolResult result = await tools.CallAsync(caller, call, cancellationToken);
        if (tools.Writes(call?.Name))
        {
            // Of several in one request each is named.
            string before = context.Features[typeof(AuditNote)] is AuditNote { Target: { } target } ? $"{target}; " : "/mcp: ";
            AuditNote.Set(context, AuditNote.NameOf(caller), StatusOf(result), $"{before}{call!.Name} {McpTools.MadeBy(result)}");
        }

        return result;
    }

    private static int StatusOf(CallToolResult result) =>
        result.IsError != true ? StatusCodes.Status202Accepted
        : McpTools.IsForbidden(result) ? StatusCodes.Status403Forbidden
        : StatusCodes.Status400BadRequest;

    private McpServerOptions Options(HttpContext context, Principal caller) =>
        new()
        {
            ServerInfo = new Implementation { Name = "RagCluster", Version = Versions.Product },
            ServerInstructions = Instructions,
            ScopeRequests = false,
            Capabilities = new ServerCapabilities { Tools = new ToolsCapability(), Resources = new ResourcesCapability() },
            Handlers = new McpServerHandlers
            {
                ListToolsHandler = (_, _) => ValueTask.FromResult(tools.List(caller)),
                CallToolHandler = (request, cancellationToken) => CallAsync(context, caller, request.Params, cancellationToken),
                ListResourcesHandler = (request, cancellationToken) =>
                    resources.ListAsync(caller, request.Params?.Cursor, cancellationToken),
                ListResourceTemplatesHandler = (_, _) => ValueTask.FromResult(McpResources.Templates()),
                ReadResourceHandler = (request, cancellationToken) => resources.ReadAsync(caller, request.Params?.Uri, cancellationToken),
            },
        };

    // Since the revision 2026-07-28 some errors have a status of HTTP, which can be chosen before the first byte alone.
    private static ValueTask SetStatus(HttpResponse response, JsonRpcMessage? first)
    {
        if (first is JsonRpcError { Error: { } error } && !response.HasStarted)
            response.StatusCode = (McpErrorCode)error.Code switch
            {
                McpErrorCode.MethodNotFound => StatusCodes.Status404NotFound,
                McpErrorCode.MissingRequiredClientCapability or McpErrorCode.UnsupportedProtocolVersion or McpErrorCode.HeaderMismatch =>
                    StatusCodes.Status400BadRequest,
                _ => response.StatusCode,
            };
        return ValueTask.CompletedTask;
    }
}
