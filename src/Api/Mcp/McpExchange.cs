using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using RagCluster.Access;
using RagCluster.Api.Access;
using RagCluster.Api.Operations;

namespace RagCluster.Api.Mcp;

/// <summary>Answers one message of the protocol: a server that lives as long as the request and knows its caller.</summary>
internal sealed class McpExchange(McpTools tools, McpResources resources)
{
    private const string Instructions =
        "Answers from collections of documents. Use 'ask' for a cited answer, 'search' for passages and 'fetch' for the whole text of one; "
        + "'list_collections' says what there is. Quote what the passages say and name their titles.";

    /// <summary>Answers a message into the response.</summary>
    /// <returns>Whether there was anything to answer: a notification gets none.</returns>
    internal async Task<bool> AnswerAsync(HttpContext context, JsonRpcMessage message)
    {
        // The package's own log holds every message's course; what fails is logged where it is turned into a result.
        NullLoggerFactory logs = NullLoggerFactory.Instance;
        await using StreamableHttpServerTransport transport = new(logs) { Stateless = true };
        await using McpServer server = McpServer.Create(transport, Options(context.Caller() ?? Principal.Anonymous), logs, null);
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

    private McpServerOptions Options(Principal caller) =>
        new()
        {
            ServerInfo = new Implementation { Name = "RagCluster", Version = Versions.Product },
            ServerInstructions = Instructions,
            ScopeRequests = false,
            Capabilities = new ServerCapabilities { Tools = new ToolsCapability(), Resources = new ResourcesCapability() },
            Handlers = new McpServerHandlers
            {
                ListToolsHandler = (_, _) => ValueTask.FromResult(tools.List(caller)),
                CallToolHandler = (request, cancellationToken) => tools.CallAsync(caller, request.Params, cancellationToken),
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
