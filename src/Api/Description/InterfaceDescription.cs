using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using RagCluster.Access;
using RagCluster.Api.Access;
using RagCluster.Api.Operations;
using RagCluster.Api.Repeats;

namespace RagCluster.Api.Description;

/// <summary>
/// Makes the framework's description of the interface (OpenAPI 3.1) one that a client can be made from: names, parameters, bodies, errors,
/// credentials and examples of every operation.
/// </summary>
internal static class InterfaceDescription
{
    /// <summary>The header that makes a change depend on what the caller saw.</summary>
    internal const string IfMatch = "If-Match";

    private const string Key = "key";
    private const string Token = "token";

    // What a read shows with an entity tag, and a change of it compares.
    private static readonly string[] Tagged =
    [
        "PATCH /api/v1/collections/{collection}",
        "DELETE /api/v1/collections/{collection}",
        "DELETE /api/v1/collections/{collection}/documents/{id}",
        "PUT /api/v1/collections/{collection}/documents/{id}/acl",
    ];

    private static readonly (string Type, string Text)[] Streams =
    [
        ("text/event-stream", "Server-sent events; the data of each is JSON."),
        ("application/x-ndjson", "A JSON object a line."),
    ];

    /// <summary>Registers it.</summary>
    internal static void DescribeInterface(this OpenApiOptions options)
    {
        options.DescribePermissions();
        options.CreateSchemaReferenceId = SchemaTexts.SharedName;
        options.AddDocumentTransformer(
            (document, _, _) =>
            {
                Describe(document);
                return Task.CompletedTask;
            }
        );
    }

    private static void Describe(OpenApiDocument document)
    {
        document.Info.Title = "RagCluster API";
        document.Info.Version = Versions.Product;
        document.Info.Description = "Takes documents and answers questions from them, every sentence cited.";
        document.Info.License = new OpenApiLicense { Name = "MIT", Identifier = "MIT" };
        // Without servers the paths are relative to the document's own address, which is right behind a proxy too.
        document.Servers?.Clear();
        LeaveOutNulls(document);
        SchemaTexts.Describe(document);
        AddCredentials(document);
        Refusals.AddShared(document);
        Dictionary<string, OperationExample> catalogue = OperationCatalogue.Read();
        foreach ((string path, IOpenApiPathItem item) in document.Paths)
        {
            foreach ((HttpMethod method, OpenApiOperation operation) in item.Operations ?? [])
            {
                string name = $"{method.Method} {path}";
                string? permission = operation.NeededPermission();
                bool isForAll = permission == AccessServices.Nothing;
                if (isForAll)
                    operation.Security = [];
                AddHeaders(name, permission, operation);
                FormBodies.Describe(name, operation);
                DescribeStreams(operation);
                Refusals.Add(operation, path, isForAll, document);
                // One that the catalogue has forgotten is found by the test that walks it.
                OperationExample? example = catalogue.GetValueOrDefault(name);
                DescribeParameters(path, operation, example);
                AddExamples(operation, example);
            }
        }
    }

    private static void AddCredentials(OpenApiDocument document)
    {
        document.AddComponent<IOpenApiSecurityScheme>(
            Token,
            new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "A token, or an API key, as `Authorization: Bearer …`. A server that asks for no credentials takes any.",
            }
        );
        document.AddComponent<IOpenApiSecurityScheme>(
            Key,
            new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Header,
                Name = "x-api-key",
                Description = "An API key.",
            }
        );
        document.Security =
        [
            new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Token, document)] = [] },
            new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Key, document)] = [] },
        ];
    }

    private static void AddHeaders(string name, string? permission, OpenApiOperation operation)
    {
        if (permission is not null && RepeatGate.IsWrite(name.Split(' ')[0], Permissions.Parse(permission)))
            Add(
                operation,
                RepeatGate.Header,
                "A name of this write: sent again with it within a day, it is answered as before and not done again."
            );
        if (Tagged.Contains(name))
            Add(operation, IfMatch, "Entity tags of what the caller saw, in quotation marks: with another one there nothing is changed.");
        if (name is "GET /api/v1/jobs/{id}/events" or "POST /api/v1/collections/{collection}/ask")
            Add(operation, "Last-Event-ID", "The last event that the caller got: the stream goes on behind it.");
    }

    private static void Add(OpenApiOperation operation, string name, string text)
    {
        operation.Parameters ??= [];
        operation.Parameters.Add(
            new OpenApiParameter
            {
                Name = name,
                In = ParameterLocation.Header,
                Description = text,
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            }
        );
    }

    // The framework takes each for one value of the type that its events hold.
    private static void DescribeStreams(OpenApiOperation operation)
    {
        foreach (IOpenApiResponse response in (operation.Responses ?? []).Values)
        {
            foreach ((string type, string text) in Streams)
            {
                if (response.Content?.TryGetValue(type, out OpenApiMediaType? media) == true)
                    media.Schema = new OpenApiSchema { Type = JsonSchemaType.String, Description = text };
            }
        }
    }

    private static void DescribeParameters(string path, OpenApiOperation operation, OperationExample? example)
    {
        foreach (OpenApiParameter parameter in (operation.Parameters ?? []).OfType<OpenApiParameter>())
        {
            // Members of a record come in the letters of the code.
            if (parameter is { In: ParameterLocation.Query, Name: { Length: > 0 } name })
                parameter.Name = char.ToLowerInvariant(name[0]) + name[1..];
            parameter.Description ??= ParameterTexts.Find(path, parameter.Name!);
            JsonObject? values = parameter.In == ParameterLocation.Path ? example?.Path : example?.Query;
            parameter.Example = values?[parameter.Name!]?.DeepClone();
        }
    }

    private static void AddExamples(OpenApiOperation operation, OperationExample? example)
    {
        if (example is null)
            return;
        operation.OperationId = example.Id;
        SetExample(operation.RequestBody?.Content, "application/json", example.Body);
        SetExample(operation.RequestBody?.Content, "multipart/form-data", example.Form);
        IOpenApiResponse? response = operation.Responses?.GetValueOrDefault(
            example.Status.ToString(System.Globalization.CultureInfo.InvariantCulture)
        );
        SetExample(response?.Content, "application/json", example.Response);
    }

    private static void SetExample(IDictionary<string, OpenApiMediaType>? content, string type, JsonNode? example)
    {
        if (example is not null && content?.TryGetValue(type, out OpenApiMediaType? media) == true)
            media.Example = example.DeepClone();
    }

    // A member without a value is left out of every answer, so no client may ask for it.
    private static void LeaveOutNulls(OpenApiDocument document)
    {
        foreach (
            OpenApiSchema schema in (
                document.Components?.Schemas ?? new Dictionary<string, IOpenApiSchema>()
            ).Values.OfType<OpenApiSchema>()
        )
        {
            foreach ((string name, IOpenApiSchema member) in schema.Properties ?? new Dictionary<string, IOpenApiSchema>())
            {
                if (MayBeNull(member))
                    schema.Required?.Remove(name);
            }
        }
    }

    private static bool MayBeNull(IOpenApiSchema schema) =>
        schema.Type?.HasFlag(JsonSchemaType.Null) == true || schema.OneOf?.Any(one => one.Type == JsonSchemaType.Null) == true;
}
