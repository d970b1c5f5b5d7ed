using System.Text.Json.Nodes;
using RagCluster.Corpus.Metadata;

namespace RagCluster.Grains.Query.Keeping;

/// <summary>A filter as a text that no other filter has.</summary>
internal static class FilterText
{
    /// <summary>Writes a filter.</summary>
    internal static string Write(MetadataFilter filter) => Node(filter).ToJsonString();

    private static JsonObject Node(MetadataFilter filter) =>
        filter switch
        {
            AllFilter all => new JsonObject { ["all"] = new JsonArray([.. all.Filters.Select(Node)]) },
            AnyFilter any => new JsonObject { ["any"] = new JsonArray([.. any.Filters.Select(Node)]) },
            ComparisonFilter comparison => new JsonObject
            {
                ["key"] = comparison.Key,
                ["is"] = comparison.Operator.ToString(),
                ["values"] = new JsonArray([.. comparison.Values.Select(Node)]),
            },
            _ => throw new InvalidOperationException($"There is no text for a {filter.GetType().Name}."),
        };

    private static JsonNode? Node(MetadataValue value) =>
        value.Text is { } text ? JsonValue.Create(text)
        : value.Number is { } number ? JsonValue.Create(number)
        : JsonValue.Create(value.Flag);
}
