namespace Orleans.Serialization;

/// <summary>
/// Stands for an exception of a type that this process does not have: its message, its trace and what is within are kept.
/// </summary>
[GenerateSerializer]
internal sealed class UnavailableExceptionFallbackException : Exception
{
    public UnavailableExceptionFallbackException() { }

    public UnavailableExceptionFallbackException(string message, Exception innerException)
        : base(message, innerException) { }

    /// <summary>The name of the missing type.</summary>
    public string? ExceptionType { get; internal set; }
}
