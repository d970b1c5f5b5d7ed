using System.Text.Json.Serialization;

namespace RagCluster.Api.OpenAi.VectorStores;

/// <summary>What a search in a vector store found.</summary>
/// <param name="SearchQuery">What was searched.</param>
/// <param name="Data">The passages, the best first.</param>
internal sealed record VectorStoreSearchPage(string[] SearchQuery, VectorStoreHit[] Data)
{
    /// <summary>Always <c>vector_store.search_results.page</c>.</summary>
    public string Object => "vector_store.search_results.page";

    /// <summary>Always false: there is one page.</summary>
    public bool HasMore => false;

    /// <summary>Always null: there is one page.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? NextPage => null;
}
