using RagCluster.Inference.Batching;

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

    /// <summary>
    /// The token ids of a text as the model takes them: with its prefix, its special tokens and at its length; empty for an empty text.
    /// </summary>
    /// <param name="text">The text; what exceeds the model's length is cut.</param>
    /// <param name="purpose">What it is embedded for.</param>
    int[] Tokenize(string text, EmbeddingPurpose purpose);

    /// <summary>Embeds texts. A text's vector does not depend on the texts beside it (to 1e-5); an empty text's is all zero.</summary>
    /// <param name="texts">The texts; what exceeds the model's length is not seen.</param>
    /// <param name="call">How they are embedded.</param>
    /// <param name="cancellationToken">Ends the work; what waits for the device is taken out of its queue.</param>
    /// <returns>One vector a text, in their order.</returns>
    /// <exception cref="Models.ModelException">The model yields no number for a text, or cannot cut its vectors to the dimensions asked
    /// for.</exception>
    /// <exception cref="BatchOverloadedException">Too much waits for the device already.</exception>
    /// <exception cref="BatchDeadlineException">The deadline passed first.</exception>
    Task<float[][]> EmbedAsync(IReadOnlyList<string> texts, EmbeddingCall call, CancellationToken cancellationToken);

    /// <summary>Embeds token ids, special tokens included, as <see cref="Tokenize"/> gives them.</summary>
    /// <param name="sequences">The ids; an empty sequence's vector is all zero.</param>
    /// <param name="call">How they are embedded; its purpose has no part in it.</param>
    /// <param name="cancellationToken">Ends the work; what waits for the device is taken out of its queue.</param>
    /// <returns>One vector a sequence, in their order.</returns>
    /// <exception cref="Models.ModelException">A sequence is too long or holds an id that the model has not; the model yields no number for
    /// it, or cannot cut its vectors to the dimensions asked for.</exception>
    /// <exception cref="BatchOverloadedException">Too much waits for the device already.</exception>
    /// <exception cref="BatchDeadlineException">The deadline passed first.</exception>
    Task<float[][]> EmbedTokensAsync(IReadOnlyList<int[]> sequences, EmbeddingCall call, CancellationToken cancellationToken);
}
