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

    /// <summary>Whether a text is a JSON object that says something.</summary>
    internal static bool IsObject(string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.EnumerateObject().Any();
        }
        catch (JsonException)
        {
            return false;
        }
    }

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
