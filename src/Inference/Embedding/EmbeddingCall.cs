using RagCluster.Inference.Batching;

namespace RagCluster.Inference.Embedding;

/// <summary>How texts are to be embedded.</summary>
/// <param name="Purpose">What for; some models want another prefix for each.</param>
/// <param name="Priority">Who waits for it.</param>
/// <param name="Within">After this time the vectors are worth nothing; null for no deadline.</param>
/// <param name="Dimensions">The components wanted, for models that allow to cut theirs; null for all.</param>
public sealed record EmbeddingCall(
    EmbeddingPurpose Purpose,
    BatchPriority Priority = BatchPriority.Interactive,
    TimeSpan? Within = null,
    int? Dimensions = null
)
{
    /// <summary>Texts that ask.</summary>
    public static EmbeddingCall Query { get; } = new(EmbeddingPurpose.Query);

    /// <summary>Texts that will be found, of new documents.</summary>
    public static EmbeddingCall Passage { get; } = new(EmbeddingPurpose.Passage, BatchPriority.Bulk);
}
