using System.Text.Json.Nodes;

namespace RagCluster.Contract.Tests.Mutations;

/// <summary>An operation of the server's own description.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">The path with its parameters in braces.</param>
/// <param name="QueryParameters">The names of its query parameters with their schemas.</param>
/// <param name="Body">The schema of its JSON body, or null.</param>
/// <param name="TakesForm">Whether it takes a form with files.</param>
internal sealed record Operation(
    string Method,
    string Path,
    IReadOnlyDictionary<string, JsonNode?> QueryParameters,
    JsonNode? Body,
    bool TakesForm
)
{
    /// <summary>Every operation of a description.</summary>
    internal static Operation[] All(JsonNode document) =>
        [
            .. document["paths"]!
                .AsObject()
                .SelectMany(path =>
                    path.Value!.AsObject()
                        .Select(method => new Operation(
                            method.Key.ToUpperInvariant(),
                            path.Key,
                            (method.Value!["parameters"] as JsonArray ?? [])
                                .Where(p => p!["in"]!.ToString() == "query")
                                .ToDictionary(p => p!["name"]!.ToString(), p => p!["schema"]),
                            method.Value["requestBody"]?["content"]?["application/json"]?["schema"],
                            method.Value["requestBody"]?["content"]?["multipart/form-data"] is not null
                        ))
                ),
        ];

    /// <summary>Follows a reference to a schema of the description.</summary>
    internal static JsonNode Resolve(JsonNode document, JsonNode schema)
    {
        JsonNode? plain = schema["oneOf"] is JsonArray choices ? choices.FirstOrDefault(c => c!["$ref"] is not null) ?? choices[0] : schema;
        return plain!["$ref"]?.ToString() is { } reference ? document["components"]!["schemas"]![reference.Split('/')[^1]]! : plain;
    }
}
