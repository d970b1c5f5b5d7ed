using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;

namespace Orleans.Connections.Security;

/// <summary>How connections are secured.</summary>
public class TlsOptions
{
    private TimeSpan _handshakeTimeout = TimeSpan.FromSeconds(10);

    /// <summary>The certificate of this host, for both directions.</summary>
    public X509Certificate2? LocalCertificate { get; set; }

    public Func<ConnectionContext, string?, X509Certificate2>? LocalServerCertificateSelector { get; set; }

    public Func<
        object,
        string,
        X509CertificateCollection,
        X509Certificate?,
        string[],
        X509Certificate2?
    >? LocalClientCertificateSelector { get; set; }

    /// <summary>Whether the other side must show a certificate.</summary>
    public RemoteCertificateMode RemoteCertificateMode { get; set; } = RemoteCertificateMode.RequireCertificate;

    /// <summary>Whether this side shows one when it connects.</summary>
    public RemoteCertificateMode ClientCertificateMode { get; set; } = RemoteCertificateMode.AllowCertificate;

    public RemoteCertificateValidator? RemoteCertificateValidation { get; set; }

    public SslProtocols SslProtocols { get; set; } = SslProtocols.Tls13 | SslProtocols.Tls12;

    public bool CheckCertificateRevocation { get; set; }

    public Action<ConnectionContext, TlsServerAuthenticationOptions>? OnAuthenticateAsServer { get; set; }

    public Action<ConnectionContext, TlsClientAuthenticationOptions>? OnAuthenticateAsClient { get; set; }

    public TimeSpan HandshakeTimeout
    {
        get => _handshakeTimeout;
        set
        {
            if (value <= TimeSpan.Zero && value != Timeout.InfiniteTimeSpan)
                throw new ArgumentOutOfRangeException(nameof(value), $"{nameof(HandshakeTimeout)} must be positive");
            _handshakeTimeout = value != Timeout.InfiniteTimeSpan ? value : TimeSpan.MaxValue;
        }
    }

    public void AllowAnyRemoteCertificate() => RemoteCertificateValidation = (_, _, _) => true;
}
