namespace RagCluster.Inference.Embedding;

/// <summary>Turns texts into vectors. Safe for use from several threads.</summary>
public interface ITextEmbedder : IAsyncDisposable
{
    /// <summary>The model's name in the registry.</summary>
    string Model { get; }

    /// <summary>The model's revision: vectors of two revisions must not be compared.</summary>
    string Revision { get; }

    /// <summary>The number of components of a vector.</summary>
    int Dimensions { get; }

    /// <summary>Embeds texts. A text's vector does not depend on the texts beside it (to 1e-5); an empty text's is all zero.</summary>
    /// <param name="texts">The texts; what exceeds the model's length is not seen.</param>
    /// <param name="purpose">What they are embedded for.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>One vector a text, in their order.</returns>
    /// <exception cref="Models.ModelException">The model yields no number for a text.</exception>
    Task<float[][]> EmbedAsync(IReadOnlyList<string> texts, EmbeddingPurpose purpose, CancellationToken cancellationToken);
}
