using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace RagCluster.Api.Description;

/// <summary>
/// The errors of operations: by rule, since gates and not endpoints give nearly all of them. Each is a problem document, in which clients
/// of others' interfaces find their own form too.
/// </summary>
internal static class Refusals
{
    private const string Problem = nameof(Problem);
    private const string MediaType = "application/problem+json";

    private static readonly Dictionary<int, string> Texts = new()
    {
        [400] = "The request is not valid: `errors` names each field at fault.",
        [401] = "Credentials are needed, or these are nobody's.",
        [403] = "These credentials lack the permission that `x-permission` names.",
        [404] = "There is no such thing, or the caller may not see it.",
        [409] = "It exists already, or its state forbids this now.",
        [412] = "It has changed since the entity tag in `If-Match`.",
        [413] = "The body is too large.",
        [415] = "The body's media type is not taken here.",
        [429] = "Too many requests, or too many at once: `Retry-After` says when to try again.",
        [503] = "A part of the cluster does not answer, or is busy: `Retry-After` says when to try again.",
    };

    /// <summary>Adds what the operations refer to.</summary>
    internal static void AddShared(OpenApiDocument document)
    {
        document.AddComponent(Problem, Schema());
        foreach ((int status, string text) in Texts)
            document.AddComponent<IOpenApiResponse>(Name(status), Response(document, text));
        document.AddComponent<IOpenApiResponse>(Name(null), Response(document, "Any other refusal or failure."));
    }

    /// <summary>Adds the errors of one operation.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="path">Its path.</param>
    /// <param name="isForAll">Whether it asks for no credentials.</param>
    /// <param name="document">Has what is shared.</param>
    internal static void Add(OpenApiOperation operation, string path, bool isForAll, OpenApiDocument document)
    {
        bool takes(ParameterLocation place, string? name = null) =>
            operation.Parameters?.Any(p => p.In == place && (name is null || p.Name == name)) == true;
        bool hasBody = operation.RequestBody is not null;
        Dictionary<int, bool> given = new()
        {
            [400] = hasBody || operation.Parameters is { Count: > 0 },
            [401] = !isForAll,
            [403] = !isForAll,
            [404] = takes(ParameterLocation.Path) || (hasBody && !path.EndsWith("/rerank", StringComparison.Ordinal)),
            [409] = operation.Responses?.Keys.Any(status => status is "201" or "202") == true,
            [412] = takes(ParameterLocation.Header, InterfaceDescription.IfMatch),
            [413] = hasBody,
            [415] = hasBody,
            [429] = true,
            [503] = true,
        };
        operation.Responses ??= [];
        foreach (int status in given.Where(g => g.Value).Select(g => g.Key))
            operation.Responses.TryAdd(status.ToString(CultureInfo.InvariantCulture), new OpenApiResponseReference(Name(status), document));
        operation.Responses.TryAdd("default", new OpenApiResponseReference(Name(null), document));
    }

    private static string Name(int? status) =>
        status is { } code ? string.Create(CultureInfo.InvariantCulture, $"Problem{code}") : "ProblemOther";

    private static OpenApiResponse Response(OpenApiDocument document, string text)
    {
        OpenApiMediaType media = new() { Schema = new OpenApiSchemaReference(Problem, document) };
        return new OpenApiResponse
        {
            Description = text,
            // Ollama's clients read an error from what calls itself JSON.
            Content = new Dictionary<string, OpenApiMediaType> { [MediaType] = media, ["application/json"] = media },
        };
    }

    private static OpenApiSchema Schema() =>
        new()
        {
            Type = JsonSchemaType.Object,
            Description = "A problem document (RFC 9457).",
            Required = new HashSet<string> { "type", "title", "status", "detail", "code" },
            Properties = new Dictionary<string, IOpenApiSchema>
            {
                ["type"] = Text("A reference by which the kind of problem is known."),
                ["title"] = Text("The status in words."),
                ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Description = "The status." },
                ["detail"] = Text("What is wrong and what to do, in one or two sentences."),
                ["instance"] = Text("The path that was asked."),
                ["code"] = Text("The kind of problem in a word, for programs."),
                ["traceId"] = Text("Under which the server's log and traces have it."),
                ["errors"] = new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    Description = "What is wrong with each field, by its name.",
                    AdditionalProperties = new OpenApiSchema
                    {
                        Type = JsonSchemaType.Array,
                        Items = new OpenApiSchema { Type = JsonSchemaType.String },
                    },
                },
                ["error"] = new OpenApiSchema
                {
                    Description = "The same where clients of OpenAI's or Ollama's interface, or of MCP, read it.",
                },
            },
            Examples =
            [
                new JsonObject
                {
                    ["type"] = "/problems/not-found",
                    ["title"] = "Not found",
                    ["status"] = 404,
                    ["detail"] = "There is no collection 'handbok'.",
                    ["instance"] = "/api/v1/collections/handbok",
                    ["code"] = "not-found",
                    ["traceId"] = "4bf92f3577b34da6a3ce929d0e0e4736",
                },
            ],
        };

    private static OpenApiSchema Text(string description) => new() { Type = JsonSchemaType.String, Description = description };
}
