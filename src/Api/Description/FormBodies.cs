using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace RagCluster.Api.Description;

/// <summary>The bodies that are no JSON of one type: forms with files, and lines. The framework describes them all as JSON.</summary>
internal static class FormBodies
{
    private const string Form = "multipart/form-data";
    private const string Lines = "application/x-ndjson";

    private static readonly Dictionary<string, Func<OpenApiSchema>> Forms = new()
    {
        ["POST /api/v1/collections/{collection}/documents"] = () =>
            Object(
                [
                    (
                        "file",
                        new OpenApiSchema
                        {
                            Type = JsonSchemaType.Array,
                            Description = "The files of the documents, a part each.",
                            Items = File("A document's file."),
                        }
                    ),
                    ("id", Text("The document's id, with a single file.", "visiting-hours")),
                    ("title", Text("The document's title, with a single file.", "Visiting hours")),
                    ("uri", Text("Where the document comes from, with a single file.", "https://intranet.example/visiting-hours")),
                    ("metadata", Text("A JSON object of metadata for all files.", """{"area":"visitors"}""")),
                    ("acl", Text("Who may see the files: a JSON object with `allow` and `deny`.", """{"allow":["public"]}""")),
                ],
                "file"
            ),
        ["POST /api/v1/models"] = () =>
            Object(
                [
                    ("description", Text("The model's description, JSON.", """{"name":"my-model","maxTokens":256,"dimensions":384}""")),
                    ("model", File("The ONNX file.")),
                    ("vocabulary", File("The vocabulary.")),
                ],
                "description",
                "model",
                "vocabulary"
            ),
        ["POST /v1/files"] = () =>
            Object(
                [("purpose", Text("What it is for, `assistants` for instance.", "assistants")), ("file", File("The file."))],
                "purpose",
                "file"
            ),
    };

    /// <summary>Says what an operation's body holds, if it is such a one.</summary>
    /// <param name="name">The operation's method and path.</param>
    /// <param name="operation">The operation.</param>
    internal static void Describe(string name, OpenApiOperation operation)
    {
        if (!Forms.TryGetValue(name, out Func<OpenApiSchema>? form))
            return;
        OpenApiRequestBody body = operation.RequestBody as OpenApiRequestBody ?? new OpenApiRequestBody { Required = true };
        body.Content ??= new Dictionary<string, OpenApiMediaType>();
        body.Content[Form] = new OpenApiMediaType { Schema = form() };
        if (body.Content.ContainsKey(Lines))
            body.Content[Lines] = new OpenApiMediaType { Schema = Text("A document a line, as one of the `documents` of the JSON body.") };
        operation.RequestBody = body;
    }

    private static OpenApiSchema Object((string Name, IOpenApiSchema Schema)[] parts, params string[] required) =>
        new()
        {
            Type = JsonSchemaType.Object,
            Properties = parts.ToDictionary(part => part.Name, part => part.Schema),
            Required = required.ToHashSet(),
        };

    // The page that describes the interface fills a form with the examples, and with "string" where there is none.
    private static OpenApiSchema Text(string description, string? example = null) =>
        new()
        {
            Type = JsonSchemaType.String,
            Description = description,
            Examples = example is null ? null : [JsonValue.Create(example)],
        };

    private static OpenApiSchema File(string description) =>
        new()
        {
            Type = JsonSchemaType.String,
            Format = "binary",
            Description = description,
        };
}
