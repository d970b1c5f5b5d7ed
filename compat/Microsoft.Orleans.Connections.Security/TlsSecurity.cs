using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;

namespace Orleans.Connections.Security;

/// <summary>
/// Puts a connection's bytes into TLS. How connections come to it is each engine's matter: see the two <c>TlsConnections</c>.
/// </summary>
internal sealed class TlsSecurity
{
    internal static readonly SslApplicationProtocol Protocol = new("Orleans1");
    private readonly TlsOptions _options;
    private readonly X509Certificate2? _clientCertificate;

    /// <exception cref="InvalidOperationException">The certificate does not serve the purpose for which it is required.</exception>
    public TlsSecurity(TlsOptions options)
    {
        _options = options;
        _clientCertificate = ClientCertificate(options);
        if (
            options.LocalCertificate is { } certificate
            && !CertificateLoader.IsAllowedForServers(certificate)
            && options.LocalServerCertificateSelector is null
        )
            throw new InvalidOperationException($"Invalid server certificate for server authentication: {certificate.Thumbprint}");
    }

    /// <summary>Shakes hands as the side that connects.</summary>
    public async Task<SslStream> SecureClientAsync(Stream stream, ConnectionContext connection, CancellationToken cancellationToken)
    {
        TlsClientAuthenticationOptions options = new()
        {
            EnabledSslProtocols = _options.SslProtocols,
            CertificateRevocationCheckMode = Revocation,
            TargetHost = (connection.RemoteEndPoint as IPEndPoint)?.Address.ToString(),
        };
        if (_options.LocalClientCertificateSelector is { } selector)
            options.LocalCertificateSelectionCallback = (sender, host, local, remote, issuers) =>
                selector(sender, host, local, remote, issuers);
        else if (_clientCertificate is not null)
            options.ClientCertificates = [_clientCertificate];
        _options.OnAuthenticateAsClient?.Invoke(connection, options);
        return await SecureAsync(stream, (ssl, token) => ssl.AuthenticateAsClientAsync(options.Value, token), cancellationToken);
    }

    /// <summary>Shakes hands as the side that accepts.</summary>
    public async Task<SslStream> SecureServerAsync(Stream stream, ConnectionContext connection, CancellationToken cancellationToken)
    {
        TlsServerAuthenticationOptions options = new()
        {
            EnabledSslProtocols = _options.SslProtocols,
            CertificateRevocationCheckMode = Revocation,
            ClientCertificateRequired = _options.RemoteCertificateMode != RemoteCertificateMode.NoCertificate,
        };
        if (_options.LocalServerCertificateSelector is { } selector)
            options.ServerCertificateSelectionCallback = (_, host) => selector(connection, host);
        else
            options.ServerCertificate = _options.LocalCertificate;
        _options.OnAuthenticateAsServer?.Invoke(connection, options);
        return await SecureAsync(stream, (ssl, token) => ssl.AuthenticateAsServerAsync(options.Value, token), cancellationToken);
    }

    private X509RevocationMode Revocation => _options.CheckCertificateRevocation ? X509RevocationMode.Online : X509RevocationMode.NoCheck;

    private static X509Certificate2? ClientCertificate(TlsOptions options)
    {
        X509Certificate2? certificate = options.LocalCertificate;
        bool isAllowed = certificate is not null && CertificateLoader.IsAllowedForClients(certificate);
        return options.ClientCertificateMode switch
        {
            RemoteCertificateMode.NoCertificate => null,
            RemoteCertificateMode.AllowCertificate => isAllowed ? certificate : null,
            _ when isAllowed || options.LocalClientCertificateSelector is not null => certificate,
            _ => throw new InvalidOperationException("No certificate provided for client authentication."),
        };
    }

    private async Task<SslStream> SecureAsync(
        Stream stream,
        Func<SslStream, CancellationToken, Task> authenticate,
        CancellationToken cancellationToken
    )
    {
        SslStream ssl =
            _options.RemoteCertificateMode == RemoteCertificateMode.NoCertificate
                ? new SslStream(stream, leaveInnerStreamOpen: false)
                : new SslStream(
                    stream,
                    leaveInnerStreamOpen: false,
                    (_, certificate, chain, errors) => IsTrusted(certificate, chain, errors)
                );
        try
        {
            using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            if (_options.HandshakeTimeout != TimeSpan.MaxValue)
                patience.CancelAfter(_options.HandshakeTimeout);
            await authenticate(ssl, patience.Token);
            return ssl;
        }
        catch
        {
            await ssl.DisposeAsync();
            throw;
        }
    }

    private bool IsTrusted(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is null)
            return _options.RemoteCertificateMode != RemoteCertificateMode.RequireCertificate;
        if (_options.RemoteCertificateValidation is not { } validate)
            return errors == SslPolicyErrors.None;
        return validate(
            certificate as X509Certificate2 ?? X509CertificateLoader.LoadCertificate(certificate.GetRawCertData()),
            chain,
            errors
        );
    }
}
