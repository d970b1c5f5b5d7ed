using Orleans.Concurrency;

namespace RagCluster.Grains.Interfaces.Inference;

/// <summary>One embedding model. Key: <c>model/silo</c>, the silo being the one that it runs on.</summary>
[Alias("RagCluster.IEmbeddingGrain")]
public interface IEmbeddingGrain : IGrainWithStringKey
{
    /// <summary>Embeddings of texts, in their order.</summary>
    /// <param name="request">At most 1,024 texts.</param>
    /// <param name="cancellationToken">Ends the wait; what waits for the device is taken out of its queue.</param>
    /// <exception cref="Corpus.Errors.RagException">Invalid: too many texts, or a token or number of dimensions that the model has not.
    /// Overloaded: too much waits for the device; the error says when to try again. Unavailable: the model can't be loaded, or had no
    /// result within the time given.</exception>
    [AlwaysInterleave]
    [ResponseTimeout("00:05:00")]
    [Alias("EmbedRequest")]
    Task<EmbedReply> EmbedAsync(EmbedRequest request, CancellationToken cancellationToken);

    /// <summary>The model's name, revision and length of vector.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Corpus.Errors.RagException">Unavailable: the model can't be loaded.</exception>
    [AlwaysInterleave]
    [Alias("Describe")]
    Task<EmbeddingModel> DescribeAsync(CancellationToken cancellationToken);

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
