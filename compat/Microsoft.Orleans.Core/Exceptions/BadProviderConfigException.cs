namespace Orleans.Storage;

/// <summary>A provider is missing or misconfigured.</summary>
[GenerateSerializer]
internal sealed class BadProviderConfigException : Runtime.OrleansException
{
    public BadProviderConfigException() { }

    public BadProviderConfigException(string msg)
        : base(msg) { }

    public BadProviderConfigException(string msg, Exception exc)
        : base(msg, exc) { }
}
