namespace Orleans.Runtime;

/// <summary>A gateway takes no more calls for now.</summary>
[GenerateSerializer]
internal sealed class GatewayTooBusyException : OrleansException
{
    public GatewayTooBusyException()
        : base("Gateway too busy") { }

    public GatewayTooBusyException(string message)
        : base(message) { }

    public GatewayTooBusyException(string message, Exception innerException)
        : base(message, innerException) { }
}
