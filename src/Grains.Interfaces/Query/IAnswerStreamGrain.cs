using RagCluster.Grains.Interfaces.Query.Options;

namespace RagCluster.Grains.Interfaces.Query;

/// <summary>
/// One answer, streamed. Key: the request's id. A grain of its own, because the calls that pull a stream must all reach the activation
/// that began it, which a stateless worker does not promise.
/// </summary>
[Alias("RagCluster.IAnswerStreamGrain")]
public interface IAnswerStreamGrain : IGrainWithStringKey
{
    /// <summary>
    /// Answers a question step by step: <see cref="PassagesFound"/>, then <see cref="SentenceAnswered"/> for each sentence, last
    /// <see cref="AnswerCompleted"/>.
    /// </summary>
    /// <param name="request">The question.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="Corpus.Errors.RagException">NotFound: no such collection. Unavailable: a shard does not answer.</exception>
    [Alias("Stream")]
    IAsyncEnumerable<QueryEvent> StreamAsync(SearchRequest request, CancellationToken cancellationToken);
}
