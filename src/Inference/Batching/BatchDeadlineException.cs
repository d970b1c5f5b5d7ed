namespace RagCluster.Inference.Batching;

/// <summary>A call's deadline passed before its result was there; trying again makes sense only with more time.</summary>
public sealed class BatchDeadlineException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="within">The time that the caller gave.</param>
    public BatchDeadlineException(TimeSpan within)
        : base(FormattableString.Invariant($"The model had no result within {within.TotalMilliseconds:0} ms.")) { }
}
