namespace RagCluster.Api.Tls;

/// <summary>
/// TLS for clients, on the addresses of <c>--urls</c> that begin with <c>https</c>. Section <c>Tls</c>: <c>RAG__Tls__CertificateFile</c>
/// and so on.
/// </summary>
public sealed class TlsOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Tls";

    /// <summary>The server's certificate and those of the authorities between it and the root, a PEM file. Exchanged files are taken within
    /// a second, without a restart.</summary>
    public string CertificateFile { get; set; } = "";

    /// <summary>The certificate's private key without a password, a PEM file.</summary>
    public string KeyFile { get; set; } = "";

    /// <summary>Whether the server refuses to start without a certificate.</summary>
    public bool IsRequired { get; set; }

    /// <summary>Whether a certificate is named.</summary>
    public bool IsOn => CertificateFile.Length > 0;

    /// <summary>What is wrong with these options, naming the setting and the fix; empty when nothing is.</summary>
    public IEnumerable<string> Validate()
    {
        if (IsRequired && !IsOn)
            yield return "RAG__Tls__IsRequired (SSL_ENABLED) is true and RAG__Tls__CertificateFile is missing: name the certificate and "
                + "its key (RAG__Tls__KeyFile), a PEM file each.";
        if (IsOn != KeyFile.Length > 0)
            yield return "RAG__Tls__CertificateFile and RAG__Tls__KeyFile belong together: set both or none.";
        else if (IsOn && ServerCertificate.Fault(this) is { } fault)
            yield return fault;
    }
}
