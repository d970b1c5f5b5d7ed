namespace Orleans.Runtime;

/// <summary>The silo that was asked is gone or going.</summary>
[GenerateSerializer]
public sealed class SiloUnavailableException : OrleansMessageRejectionException
{
    public SiloUnavailableException()
        : base("SiloUnavailableException") { }

    public SiloUnavailableException(string msg)
        : base(msg) { }

    public SiloUnavailableException(string message, Exception innerException)
        : base(message, innerException) { }
}
