namespace Orleans.Runtime;

/// <summary>The configuration cannot work.</summary>
[GenerateSerializer]
internal sealed class OrleansConfigurationException : Exception
{
    public OrleansConfigurationException(string message)
        : base(message) { }

    public OrleansConfigurationException(string message, Exception innerException)
        : base(message, innerException) { }
}
