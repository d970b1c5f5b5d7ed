using System.Text.Json;
using System.Text.Json.Serialization;
using RagCluster.Api.OpenAi.VectorStores;

namespace RagCluster.Api.OpenAi.Responses;

/// <summary>A tool of a request; only <c>file_search</c> is known.</summary>
/// <param name="Type">Always <c>file_search</c>.</param>
/// <param name="VectorStoreIds">The vector store that is searched: one.</param>
/// <param name="MaxNumResults">Passages wanted, 1 to 50.</param>
/// <param name="Filters">Which files may answer.</param>
/// <param name="RankingOptions">How they are ranked.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
internal sealed record FileSearchTool(
    string Type,
    string[]? VectorStoreIds = null,
    int? MaxNumResults = null,
    JsonElement? Filters = null,
    RankingOptionsBody? RankingOptions = null
);
