using Orleans.Concurrency;

namespace RagCluster.Grains.Interfaces.Inference;

/// <summary>One embedding model. Key: the model's name in the registry.</summary>
[Alias("RagCluster.IEmbeddingGrain")]
public interface IEmbeddingGrain : IGrainWithStringKey
{
    /// <summary>Unit-length embeddings of texts, in their order.</summary>
    /// <param name="texts">At most 1,024 texts.</param>
    /// <param name="purpose">What they are for.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Corpus.Errors.RagException">Unavailable: the model can't be loaded.</exception>
    [AlwaysInterleave]
    [ResponseTimeout("00:05:00")]
    [Alias("Embed")]
    Task<float[][]> EmbedAsync(string[] texts, TextPurpose purpose, CancellationToken cancellationToken);

    /// <summary>The model's name, revision and length of vector.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Corpus.Errors.RagException">Unavailable: the model can't be loaded.</exception>
    [AlwaysInterleave]
    [Alias("Describe")]
    Task<EmbeddingModel> DescribeAsync(CancellationToken cancellationToken);
}
