namespace RagCluster.Inference.Batching;

/// <summary>The queue of a device is full: the caller may try again later. Nothing of the call was done.</summary>
public sealed class BatchOverloadedException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">How full the queue is.</param>
    /// <param name="retryAfter">The time after which the queue should have room.</param>
    public BatchOverloadedException(string message, TimeSpan retryAfter)
        : base(message) => RetryAfter = retryAfter;

    /// <summary>The time after which the queue should have room.</summary>
    public TimeSpan RetryAfter { get; }
}
