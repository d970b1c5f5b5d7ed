using RagCluster.Grains.Interfaces.Query.Options;

namespace RagCluster.Grains.Interfaces.Query;

/// <summary>
/// One query's way from text to passages or to a cited answer. Runs on the silo that got the request. Key: <c>tenant/collection</c>.
/// </summary>
[Alias("RagCluster.IQueryGrain")]
public interface IQueryGrain : IGrainWithStringKey
{
    /// <summary>Finds the passages for a query.</summary>
    /// <param name="request">The query.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="Corpus.Errors.RagException">NotFound: no such collection. Unavailable: a shard does not answer.</exception>
    [Alias("Search")]
    Task<SearchResponse> SearchAsync(SearchRequest request, CancellationToken cancellationToken);

    /// <summary>Answers a question from the passages found for it.</summary>
    /// <param name="request">The question.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="Corpus.Errors.RagException">NotFound: no such collection. Unavailable: a shard does not answer.</exception>
    [ResponseTimeout("00:05:00")]
    [Alias("Ask")]
    Task<AskResponse> AskAsync(SearchRequest request, CancellationToken cancellationToken);
}
