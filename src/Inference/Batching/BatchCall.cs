namespace RagCluster.Inference.Batching;

/// <summary>How urgent a call is.</summary>
/// <param name="Priority">Who waits for it.</param>
/// <param name="Within">After this time the result is worth nothing: what still waits is dropped. Null for no deadline.</param>
public sealed record BatchCall(BatchPriority Priority = BatchPriority.Interactive, TimeSpan? Within = null)
{
    /// <summary>A query without a deadline.</summary>
    public static BatchCall Interactive { get; } = new();
}
