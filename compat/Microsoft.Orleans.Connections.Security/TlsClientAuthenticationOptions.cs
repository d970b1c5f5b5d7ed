using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Orleans.Connections.Security;

/// <summary>What the connecting side brings to a handshake.</summary>
public class TlsClientAuthenticationOptions
{
    public ClientCertificateSelectionCallback? LocalCertificateSelectionCallback
    {
        get => Value.LocalCertificateSelectionCallback is { } callback ? new ClientCertificateSelectionCallback(callback) : null;
        set => Value.LocalCertificateSelectionCallback = value is null ? null : new LocalCertificateSelectionCallback(value);
    }

    public X509CertificateCollection? ClientCertificates
    {
        get => Value.ClientCertificates;
        set => Value.ClientCertificates = value;
    }

    public SslProtocols EnabledSslProtocols
    {
        get => Value.EnabledSslProtocols;
        set => Value.EnabledSslProtocols = value;
    }

    public X509RevocationMode CertificateRevocationCheckMode
    {
        get => Value.CertificateRevocationCheckMode;
        set => Value.CertificateRevocationCheckMode = value;
    }

    public string? TargetHost
    {
        get => Value.TargetHost;
        set => Value.TargetHost = value;
    }

    public object SslClientAuthenticationOptions => Value;

    internal SslClientAuthenticationOptions Value { get; } = new() { ApplicationProtocols = [TlsSecurity.Protocol] };
}
