using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Orleans.Connections.Security;

/// <summary>What the accepting side brings to a handshake.</summary>
public class TlsServerAuthenticationOptions
{
    public X509Certificate? ServerCertificate
    {
        get => Value.ServerCertificate;
        set => Value.ServerCertificate = value;
    }

    public ServerCertificateSelectionCallback? ServerCertificateSelectionCallback
    {
        get => Value.ServerCertificateSelectionCallback is { } callback ? new ServerCertificateSelectionCallback(callback) : null;
        set =>
            Value.ServerCertificateSelectionCallback = value is null
                ? null
                : new System.Net.Security.ServerCertificateSelectionCallback(value);
    }

    public bool ClientCertificateRequired
    {
        get => Value.ClientCertificateRequired;
        set => Value.ClientCertificateRequired = value;
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

    public object SslServerAuthenticationOptions => Value;

    internal SslServerAuthenticationOptions Value { get; } = new() { ApplicationProtocols = [TlsSecurity.Protocol] };
}
