namespace Orleans.Runtime;

/// <summary>The grain no longer knows of an enumeration.</summary>
[GenerateSerializer]
public sealed class EnumerationAbortedException : Exception
{
    public EnumerationAbortedException() { }

    public EnumerationAbortedException(string message)
        : base(message) { }

    public EnumerationAbortedException(string message, Exception innerException)
        : base(message, innerException) { }
}
