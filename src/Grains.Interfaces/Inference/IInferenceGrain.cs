namespace RagCluster.Grains.Interfaces.Inference;

/// <summary>
/// The models, for callers who don't know on which silo they run. Key: any; one activation serves as many calls as there are.
/// </summary>
[Alias("RagCluster.IInferenceGrain")]
public interface IInferenceGrain : IGrainWithIntegerKey
{
    /// <summary>Embeds texts on some silo that is there for it.</summary>
    /// <param name="model">The model; null for the default.</param>
    /// <param name="request">At most 1,024 texts.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Corpus.Errors.RagException">NotFound: no such embedding model. Invalid: a token or a number of dimensions that the
    /// model has not. Overloaded: every silo's queue is full; the error says when to try again. Unavailable: no silo could run
    /// it.</exception>
    [ResponseTimeout("00:05:00")]
    [Alias("Embed")]
    Task<ModelEmbeddings> EmbedAsync(string? model, EmbedRequest request, CancellationToken cancellationToken);

    /// <summary>Scores passages on some silo that is there for it.</summary>
    /// <param name="model">The reranker; null for the default.</param>
    /// <param name="request">At most 1,000 passages.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Corpus.Errors.RagException">NotFound: no such reranker. Overloaded: every silo's queue is full; the error says when
    /// to try again. Unavailable: no silo could run it.</exception>
    [ResponseTimeout("00:02:00")]
    [Alias("Rerank")]
    Task<RerankReply> RerankAsync(string? model, RerankRequest request, CancellationToken cancellationToken);

    /// <summary>Loads a model on every silo that runs models, so that no caller waits for it.</summary>
    /// <param name="model">The model; null for the default embedding model.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Corpus.Errors.RagException">NotFound: no such model. Unavailable: a silo can't load it.</exception>
    [ResponseTimeout("00:05:00")]
    [Alias("Load")]
    Task LoadAsync(string? model, CancellationToken cancellationToken);

    /// <summary>Compares the files of a model with the registry's sizes and SHA-256 on every silo that runs models.</summary>
    /// <param name="model">The model.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Corpus.Errors.RagException">NotFound: no such model. Unavailable: a silo's file is missing or another
    /// one.</exception>
    [ResponseTimeout("00:05:00")]
    [Alias("Verify")]
    Task VerifyAsync(string model, CancellationToken cancellationToken);

    /// <summary>Takes a model out of the memory of every silo; the next call loads it again.</summary>
    /// <param name="model">The model.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Corpus.Errors.RagException">NotFound: no such model.</exception>
    [Alias("Unload")]
    Task UnloadAsync(string model, CancellationToken cancellationToken);
}
