using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;

namespace RagCluster.Api.Mcp;

/// <summary>Checks the parameters of a request: what the package can't read it calls an error of the server's own.</summary>
internal static class McpParameters
{
    /// <summary>What is wrong with a request; null when nothing is.</summary>
    internal static string? Fault(JsonRpcRequest request)
    {
        if (request.Params is not (null or JsonObject))
            return "params is an object.";
        JsonObject? parameters = request.Params as JsonObject;
        return request.Method switch
        {
            RequestMethods.ToolsCall => Text(parameters, "name") ?? Object(parameters, "arguments"),
            RequestMethods.ResourcesRead => Text(parameters, "uri"),
            RequestMethods.ResourcesList or RequestMethods.ToolsList or RequestMethods.ResourcesTemplatesList => parameters?.ContainsKey(
                "cursor"
            ) == true
                ? Text(parameters, "cursor")
                : null,
            _ => null,
        };
    }

    private static string? Text(JsonObject? parameters, string name) =>
        parameters?[name] is JsonValue value && value.TryGetValue(out string? _) ? null : $"params.{name} is a text.";

    private static string? Object(JsonObject? parameters, string name) =>
        parameters?[name] is null or JsonObject ? null : $"params.{name} is an object.";
}
