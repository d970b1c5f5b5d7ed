using System.Text.Json;
using System.Text.Json.Serialization;
using RagCluster.Corpus.Errors;

namespace RagCluster.Api.OpenAi.VectorStores;

/// <summary>The body of <c>POST /v1/vector_stores/{id}/search</c>, as OpenAI's API defines it.</summary>
/// <param name="Query">A text, or up to 10 texts.</param>
/// <param name="MaxNumResults">Passages wanted, 1 to 50; 10 when left out.</param>
/// <param name="Filters">Which files may answer, by their attributes.</param>
/// <param name="RankingOptions">How they are ranked.</param>
/// <param name="RewriteQuery">Taken and ignored: queries are searched as they are.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
internal sealed record VectorStoreSearchBody(
    JsonElement Query,
    int? MaxNumResults = null,
    JsonElement? Filters = null,
    RankingOptionsBody? RankingOptions = null,
    bool? RewriteQuery = null
)
{
    private const int QueriesMax = 10;

    /// <summary>The queries.</summary>
    /// <exception cref="RagException">Invalid: none, too many, or no texts.</exception>
    internal string[] Queries() =>
        Query.ValueKind switch
        {
            JsonValueKind.String => [Query.GetString()!],
            JsonValueKind.Array
                when Query.GetArrayLength() is > 0 and <= QueriesMax
                    && Query.EnumerateArray().All(text => text.ValueKind == JsonValueKind.String) =>
            [
                .. Query.EnumerateArray().Select(text => text.GetString()!),
            ],
            _ => throw RagException.Invalid("query", $"query is a text, or a list of 1 to {QueriesMax} texts."),
        };
}
