namespace Orleans.Runtime;

/// <summary>The base of the runtime's errors.</summary>
[GenerateSerializer]
public class OrleansException : Exception
{
    public OrleansException()
        : base("Unexpected error.") { }

    public OrleansException(string message)
        : base(message) { }

    public OrleansException(string message, Exception innerException)
        : base(message, innerException) { }
}
