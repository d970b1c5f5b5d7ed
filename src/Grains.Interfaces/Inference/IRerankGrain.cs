using Orleans.Concurrency;

namespace RagCluster.Grains.Interfaces.Inference;

/// <summary>One reranker. Key: <c>model/silo</c>, the silo being the one that it runs on.</summary>
[Alias("RagCluster.IRerankGrain")]
public interface IRerankGrain : IGrainWithStringKey
{
    /// <summary>Scores passages for a query.</summary>
    /// <param name="request">At most 1,000 passages.</param>
    /// <param name="cancellationToken">Ends the wait; what waits for the device is taken out of its queue.</param>
    /// <exception cref="Corpus.Errors.RagException">Invalid: too many passages. Overloaded: too much waits for the device; the error says
    /// when to try again. Unavailable: the model can't be loaded, or had no result within the time given.</exception>
    [AlwaysInterleave]
    [ResponseTimeout("00:02:00")]
    [Alias("Rerank")]
    Task<RerankReply> RerankAsync(RerankRequest request, CancellationToken cancellationToken);

    /// <summary>Loads the model, so that the first query does not wait for it.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Corpus.Errors.RagException">Unavailable: the model can't be loaded.</exception>
    [AlwaysInterleave]
    [ResponseTimeout("00:05:00")]
    [Alias("Load")]
    Task LoadAsync(CancellationToken cancellationToken);

    /// <summary>Compares the silo's files of the model with the registry's sizes and SHA-256.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Corpus.Errors.RagException">Unavailable: a file is missing or another one.</exception>
    [AlwaysInterleave]
    [ResponseTimeout("00:05:00")]
    [Alias("Verify")]
    Task VerifyAsync(CancellationToken cancellationToken);

    /// <summary>Takes the model out of memory; the next call loads it again.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    [Alias("Unload")]
    Task UnloadAsync(CancellationToken cancellationToken);
}
