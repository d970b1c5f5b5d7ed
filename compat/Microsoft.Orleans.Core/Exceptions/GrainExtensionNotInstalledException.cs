namespace Orleans.Runtime;

/// <summary>An extension was called that its grain does not have.</summary>
[GenerateSerializer]
internal sealed class GrainExtensionNotInstalledException : OrleansException
{
    public GrainExtensionNotInstalledException()
        : base("GrainExtensionNotInstalledException") { }

    public GrainExtensionNotInstalledException(string message)
        : base(message) { }

    public GrainExtensionNotInstalledException(string message, Exception innerException)
        : base(message, innerException) { }
}
