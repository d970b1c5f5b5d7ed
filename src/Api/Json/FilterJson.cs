using System.Text.Json;
using RagCluster.Corpus.Errors;
using RagCluster.Corpus.Metadata;

namespace RagCluster.Api.Json;

/// <summary>
/// Reads metadata filters in the form of the OpenAI vector store search: comparisons, and <c>and</c> / <c>or</c> of filters.
/// </summary>
internal static class FilterJson
{
    private const int DepthMax = 8;
    private const int PartsMax = 100;

    /// <summary>Reads a filter; null when there is none.</summary>
    /// <exception cref="RagException">Invalid, naming the place.</exception>
    internal static MetadataFilter? Read(JsonElement? element) =>
        element is { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } value ? Read(value, "filters", 1) : null;

    private static MetadataFilter Read(JsonElement element, string field, int depth)
    {
        if (depth > DepthMax)
            throw RagException.Invalid(field, $"Filters may be nested {DepthMax} deep.");
        if (
            element.ValueKind != JsonValueKind.Object
            || !element.TryGetProperty("type", out JsonElement type)
            || type.ValueKind != JsonValueKind.String
        )
            throw RagException.Invalid(field, "A filter is an object with a type: eq, ne, gt, gte, lt, lte, in, nin, and, or.");
        return type.GetString() switch
        {
            "and" => new AllFilter(ReadParts(element, field, depth)),
            "or" => new AnyFilter(ReadParts(element, field, depth)),
            "eq" => Compare(element, ComparisonOperator.Equal, field),
            "ne" => Compare(element, ComparisonOperator.NotEqual, field),
            "gt" => Compare(element, ComparisonOperator.GreaterThan, field),
            "gte" => Compare(element, ComparisonOperator.GreaterThanOrEqual, field),
            "lt" => Compare(element, ComparisonOperator.LessThan, field),
            "lte" => Compare(element, ComparisonOperator.LessThanOrEqual, field),
            "in" => Compare(element, ComparisonOperator.In, field),
            "nin" => Compare(element, ComparisonOperator.NotIn, field),
            string other => throw RagException.Invalid(
                $"{field}.type",
                $"'{other}' is no filter type: use eq, ne, gt, gte, lt, lte, in, nin, and, or."
            ),
            null => throw RagException.Invalid($"{field}.type", "The type is missing."),
        };
    }

    private static MetadataFilter[] ReadParts(JsonElement element, string field, int depth)
    {
        if (
            !element.TryGetProperty("filters", out JsonElement parts)
            || parts.ValueKind != JsonValueKind.Array
            || parts.GetArrayLength() is 0 or > PartsMax
        )
            throw RagException.Invalid($"{field}.filters", $"'and' and 'or' need a list of 1 to {PartsMax} filters.");
        return [.. parts.EnumerateArray().Select((part, i) => Read(part, $"{field}.filters[{i}]", depth + 1))];
    }

    private static ComparisonFilter Compare(JsonElement element, ComparisonOperator comparison, string field)
    {
        if (
            !element.TryGetProperty("key", out JsonElement key)
            || key.ValueKind != JsonValueKind.String
            || key.GetString() is not { Length: > 0 } name
        )
            throw RagException.Invalid($"{field}.key", "A comparison needs the metadata key that it compares.");
        MetadataJson.CheckKey(name, $"{field}.key");
        if (!element.TryGetProperty("value", out JsonElement value))
            throw RagException.Invalid($"{field}.value", "A comparison needs a value.");
        if (comparison is not (ComparisonOperator.In or ComparisonOperator.NotIn))
            return new ComparisonFilter(name, comparison, [MetadataJson.ReadValue(value, $"{field}.value")]);
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() is 0 or > PartsMax)
            throw RagException.Invalid($"{field}.value", $"'in' and 'nin' need a list of 1 to {PartsMax} values.");
        return new ComparisonFilter(
            name,
            comparison,
            [.. value.EnumerateArray().Select((v, i) => MetadataJson.ReadValue(v, $"{field}.value[{i}]"))]
        );
    }
}
