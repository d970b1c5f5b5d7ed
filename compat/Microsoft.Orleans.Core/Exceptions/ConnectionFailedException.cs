namespace Orleans.Runtime.Messaging;

/// <summary>A connection could not be opened.</summary>
[GenerateSerializer]
internal class ConnectionFailedException : OrleansException
{
    public ConnectionFailedException()
        : base("Connection failed") { }

    public ConnectionFailedException(string message)
        : base(message) { }

    public ConnectionFailedException(string message, Exception innerException)
        : base(message, innerException) { }
}
