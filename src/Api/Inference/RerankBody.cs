using System.Text.Json.Serialization;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Inference;

namespace RagCluster.Api.Inference;

/// <summary>The body of <c>rerank</c>, in the form that Cohere and Jina made known.</summary>
/// <param name="Query">1 to 10,000 characters.</param>
/// <param name="Documents">1 to 1,000 texts.</param>
/// <param name="Model">The reranker; null for the default.</param>
/// <param name="TopN">The most results wanted; null for all.</param>
/// <param name="ReturnDocuments">Whether the results carry the texts.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record RerankBody(string Query, string[] Documents, string? Model = null, int? TopN = null, bool ReturnDocuments = false)
{
    private const int QueryCharsMax = 10_000;
    private const int DocumentCharsMax = 1 << 20;

    /// <summary>The validated request.</summary>
    /// <exception cref="RagException">Invalid, naming the field.</exception>
    internal RerankRequest ToRequest()
    {
        string query = Query.Trim();
        if (query.Length is 0 or > QueryCharsMax)
            throw RagException.Invalid("query", $"A query has 1 to {QueryCharsMax} characters; this one has {query.Length}.");
        if (Documents.Length is 0 or > RerankRequest.PassagesMax)
            throw RagException.Invalid("documents", $"documents has 1 to {RerankRequest.PassagesMax} texts; {Documents.Length} were sent.");
        int odd = Array.FindIndex(Documents, text => text is null || text.Length > DocumentCharsMax);
        if (odd >= 0)
            throw RagException.Invalid("documents", $"documents[{odd}] is no text of at most {DocumentCharsMax} characters.");
        if (TopN is < 1)
            throw RagException.Invalid("top_n", $"top_n is at least 1; {TopN} was sent.");
        return new RerankRequest { Query = query, Passages = Documents };
    }
}
