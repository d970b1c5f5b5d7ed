using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using RagCluster.Api.Binding;
using RagCluster.Api.Json;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Query.Options;

namespace RagCluster.Api.Queries;

/// <summary>The body of <c>search</c> and <c>ask</c>.</summary>
// SearchOptionsJson puts every option of SearchOptions beside these members.
internal sealed record SearchBody : IOptionsBody
{
    /// <summary>1 to 1,000 characters.</summary>
    public required string Query { get; init; }

    /// <summary>For <c>ask</c>: answer with server-sent events.</summary>
    public bool Stream { get; init; }

    /// <summary>How it is to be answered.</summary>
    [JsonIgnore]
    public SearchOptions Options { get; } = new();

    /// <summary>Binds the body of a request.</summary>
    public static ValueTask<SearchBody?> BindAsync(HttpContext context) => JsonBody.BindAsync<SearchBody>(context);

    /// <summary>The validated request.</summary>
    /// <exception cref="RagException">Invalid, naming the field.</exception>
    internal SearchRequest ToRequest(CollectionId collection, int topKDefault)
    {
        string query = Query.Trim();
        return query.Length is 0 or > SearchRequest.QueryLengthMax
            ? throw RagException.Invalid(
                "query",
                $"A query has 1 to {SearchRequest.QueryLengthMax} characters; this one has {query.Length}."
            )
            : new SearchRequest
            {
                Collection = collection,
                Query = query,
                Options = Options.Checked(topKDefault),
            };
    }
}
