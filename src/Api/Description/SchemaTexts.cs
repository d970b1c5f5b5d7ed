using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace RagCluster.Api.Description;

/// <summary>
/// Puts what schemas and their members mean where a reader of the description looks for it. The texts are the comments of the types in the
/// code, which the framework's source generator has made into descriptions at build; none is written here.
/// </summary>
internal static class SchemaTexts
{
    /// <summary>The name under which a type's schema is shared; null for one that stands in each place where it is used.</summary>
    /// <param name="type">The type.</param>
    internal static string? SharedName(JsonTypeInfo type) =>
        // A value of any kind is what the member says that has it. The comment of an enumeration that may be left out is not found by the
        // generator, so that a shared schema would say nothing.
        type.Type == typeof(JsonElement)
        || Nullable.GetUnderlyingType(type.Type)?.IsEnum == true
            ? null
            : OpenApiOptions.CreateDefaultSchemaReferenceId(type);

    /// <summary>Gives every member its text itself, on one line.</summary>
    /// <param name="document">The description.</param>
    internal static void Describe(OpenApiDocument document)
    {
        IDictionary<string, IOpenApiSchema> schemas = document.Components?.Schemas ?? new Dictionary<string, IOpenApiSchema>();
        // The forms that have files say themselves what those are.
        schemas.Remove(nameof(IFormFile));
        foreach (OpenApiSchema schema in schemas.Values.OfType<OpenApiSchema>())
        {
            schema.Description = OneLine(schema.Description);
            foreach (IOpenApiSchema member in (schema.Properties ?? new Dictionary<string, IOpenApiSchema>()).Values)
                Describe(member);
        }
    }

    private static void Describe(IOpenApiSchema member)
    {
        switch (member)
        {
            case OpenApiSchemaReference shared:
                shared.Reference.Description = OneLine(shared.Reference.Description);
                break;
            // The framework gives the text of a member that may be null to the schema that it has otherwise, where few tools show it.
            case OpenApiSchema { Description: null, OneOf: { } either } schema
                when either.OfType<OpenApiSchemaReference>().FirstOrDefault() is { } other:
                schema.Description = OneLine(other.Reference.Description);
                other.Reference.Description = null;
                break;
            case OpenApiSchema schema:
                schema.Description = OneLine(schema.Description);
                break;
        }
    }

    // Comments are broken where the code's lines end, which means nothing to their reader.
    private static string? OneLine(string? text) =>
        text is null ? null : string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
