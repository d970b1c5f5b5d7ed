using System.Text.Json.Serialization;

namespace RagCluster.Client.Queries;

/// <summary>A search.</summary>
/// <param name="Query">1 to 1,000 characters.</param>
public sealed record SearchQuery(string Query) : QueryRequest(Query)
{
    /// <summary>Whether passages are grouped by their documents; <see cref="QueryRequest.TopK"/> then counts documents.</summary>
    [JsonIgnore]
    public bool IsGrouped { get; init; }

    /// <summary>Whether passages say where they hold words of the query.</summary>
    public bool? Highlight { get; init; }

    /// <summary>What the passages are grouped by, as it is sent.</summary>
    [JsonInclude]
    internal string? GroupBy => IsGrouped ? "document" : null;
}
