using System.Text.Json;
using RagCluster.Api.Json;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Query;

namespace RagCluster.Api.Queries;

/// <summary>The body of <c>search</c> and <c>ask</c>.</summary>
/// <param name="Query">1 to 1,000 characters.</param>
/// <param name="TopK">Passages wanted, 1 to 100.</param>
/// <param name="Mode">Which legs run.</param>
/// <param name="Filters">Which documents may answer.</param>
/// <param name="PerDocumentMax">The most passages of one document.</param>
/// <param name="Stream">For <c>ask</c>: answer with server-sent events.</param>
internal sealed record SearchBody(
    string Query,
    int? TopK = null,
    SearchMode Mode = SearchMode.Hybrid,
    JsonElement? Filters = null,
    int? PerDocumentMax = null,
    bool Stream = false)
{
    /// <summary>The validated request.</summary>
    /// <exception cref="RagException">Invalid, naming the field.</exception>
    internal SearchRequest ToRequest(CollectionId collection, int topKDefault)
    {
        string query = Query.Trim();
        if (query.Length is 0 or > SearchRequest.QueryLengthMax)
            throw RagException.Invalid("query", $"A query has 1 to {SearchRequest.QueryLengthMax} characters; this one has {query.Length}.");
        int topK = TopK ?? topKDefault;
        if (topK is < 1 or > SearchRequest.TopKMax)
            throw RagException.Invalid("top_k", $"top_k is between 1 and {SearchRequest.TopKMax}; {topK} was sent.");
        if (PerDocumentMax is < 1)
            throw RagException.Invalid("per_document_max", "per_document_max is at least 1.");
        return new SearchRequest
        {
            Collection = collection,
            Query = query,
            TopK = topK,
            Mode = Mode,
            Filter = FilterJson.Read(Filters),
            PerDocumentMax = PerDocumentMax,
        };
    }
}
