namespace Orleans.Runtime;

/// <summary>A lifecycle's start was given up.</summary>
[GenerateSerializer]
public sealed class OrleansLifecycleCanceledException : OrleansException
{
    internal OrleansLifecycleCanceledException(string message, Exception innerException)
        : base(message, innerException) { }
}
