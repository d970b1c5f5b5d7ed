using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace RagCluster.Cli.Client;

/// <summary>
/// Reads a response as what a command prints, where all is there that it prints: what another program answers may be JSON too, and a text
/// or list that is missing would be met as null much later.
/// </summary>
internal static class WholeResponse
{
    private static readonly JsonSerializerOptions Whole = new(RagClient.Json)
    {
        RespectNullableAnnotations = true,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { RequireTextsAndLists } },
    };

    private static readonly string[] ExportLists = ["queries", "files", "documents", "query_log"];

    /// <summary>Reads it.</summary>
    /// <param name="json">The response.</param>
    /// <param name="response">What it says.</param>
    /// <returns>Whether it is such a response.</returns>
    internal static bool TryRead<T>(JsonElement json, [NotNullWhen(true)] out T? response)
    {
        response = default;
        try
        {
            if (!HoldsNulls(json))
                response = json.Deserialize<T>(Whole);
        }
        catch (JsonException)
        {
            // Another program's.
        }

        return response is not null;
    }

    /// <summary>Whether a text is the export of a subject.</summary>
    /// <param name="text">The text.</param>
    /// <param name="subject">The subject's full name; names of accounts have no case.</param>
    internal static bool IsExport(string text, string subject)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            JsonElement root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object
                && Part(root, "subject").ValueKind == JsonValueKind.String
                && string.Equals(Part(root, "subject").GetString(), subject, StringComparison.OrdinalIgnoreCase)
                && root.TryGetProperty("account", out _)
                && root.TryGetProperty("key", out _)
                && ExportLists.All(list => Part(root, list).ValueKind == JsonValueKind.Array);
        }
        catch (Exception foreign) when (foreign is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private static JsonElement Part(JsonElement json, string name) => json.TryGetProperty(name, out JsonElement part) ? part : default;

    // Numbers and switches that an earlier server lacks are 0 and off.
    private static void RequireTextsAndLists(JsonTypeInfo type)
    {
        foreach (JsonPropertyInfo property in type.Properties)
        {
            if (property.AssociatedParameter is { HasDefaultValue: false, IsNullable: false, ParameterType.IsValueType: false })
                property.IsRequired = true;
        }
    }

    // No annotation speaks of the elements of a list.
    private static bool HoldsNulls(JsonElement json) =>
        json.ValueKind switch
        {
            JsonValueKind.Array => json.EnumerateArray().Any(element => element.ValueKind == JsonValueKind.Null || HoldsNulls(element)),
            JsonValueKind.Object => json.EnumerateObject().Any(member => HoldsNulls(member.Value)),
            _ => false,
        };
}
