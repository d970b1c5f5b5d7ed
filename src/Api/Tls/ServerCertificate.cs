using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace RagCluster.Api.Tls;

/// <summary>
/// The certificate that clients see. Whoever renews it (certbot, cert-manager) exchanges two files, one after the other: the files are
/// looked at once a second at most, when a client connects, and a pair that does not fit together yet leaves the former certificate in
/// place. Connections that are open keep theirs.
/// </summary>
internal sealed partial class ServerCertificate(IOptions<TlsOptions> options, TimeProvider time, ILogger<ServerCertificate> log)
{
    private static readonly TimeSpan ReadAgain = TimeSpan.FromSeconds(1);
    private readonly Lock _lock = new();
    private readonly TlsOptions _options = options.Value;
    private SslStreamCertificateContext? _current;
    private byte[] _digest = [];
    private byte[] _refused = [];
    private long _readAt;

    /// <summary>The certificate with those between it and the root.</summary>
    internal SslStreamCertificateContext Current
    {
        get
        {
            lock (_lock)
            {
                if (_current is not null && time.GetElapsedTime(_readAt) < ReadAgain)
                    return _current;
                _readAt = time.GetTimestamp();
                return _current = Refresh();
            }
        }
    }

    /// <summary>What keeps a certificate from being used; null when nothing does.</summary>
    internal static string? Fault(TlsOptions options)
    {
        try
        {
            (string certificate, string key) = Read(options);
            using X509Certificate2 leaf = Load(certificate, key).TargetCertificate;
            return null;
        }
        catch (Exception error) when (IsExpected(error))
        {
            return $"RAG__Tls__CertificateFile ('{options.CertificateFile}') can't be used with RAG__Tls__KeyFile: {error.Message} "
                + $"Name PEM files, the key without a password and of this certificate.";
        }
    }

    private SslStreamCertificateContext Refresh()
    {
        try
        {
            (string certificate, string key) = Read(_options);
            byte[] digest = SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(certificate + key));
            if (_current is not null && digest.AsSpan().SequenceEqual(_digest))
                return _current;
            SslStreamCertificateContext loaded = Load(certificate, key);
            if (!IsInForce(loaded.TargetCertificate) && (_current is null || IsInForce(_current.TargetCertificate)))
            {
                // Once for each: it is looked at again with every connection, since its time may come.
                if (!digest.AsSpan().SequenceEqual(_refused))
                    LogNotInForce(loaded.TargetCertificate.NotBefore, loaded.TargetCertificate.NotAfter, _current is not null);
                _refused = digest;
                if (_current is not null)
                    return _current;
            }

            _digest = digest;
            if (_current is not null)
                LogExchanged(loaded.TargetCertificate.Subject, loaded.TargetCertificate.NotAfter);
            return loaded;
        }
        catch (Exception error) when (_current is not null && IsExpected(error))
        {
            LogNotUsable(error);
            return _current;
        }
    }

    private bool IsInForce(X509Certificate2 certificate)
    {
        DateTime now = time.GetUtcNow().UtcDateTime;
        return certificate.NotBefore.ToUniversalTime() <= now && now <= certificate.NotAfter.ToUniversalTime();
    }

    private static bool IsExpected(Exception error) =>
        error is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException;

    private static (string Certificate, string Key) Read(TlsOptions options) =>
        (File.ReadAllText(options.CertificateFile), File.ReadAllText(options.KeyFile));

    private static SslStreamCertificateContext Load(string certificate, string key)
    {
        using X509Certificate2 pem = X509Certificate2.CreateFromPem(certificate, key);
        X509Certificate2Collection all = [];
        all.ImportFromPem(certificate);
        // By way of PKCS #12, since Windows uses no key for TLS that it has only in memory.
        X509Certificate2 own = X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null);
        return SslStreamCertificateContext.Create(own, all, offline: true);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The certificate was exchanged: {Subject}, until {End}")]
    private partial void LogExchanged(string subject, DateTime end);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The new certificate can't be used; the former one serves on")]
    private partial void LogNotUsable(Exception error);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The certificate of RAG__Tls__CertificateFile is valid from {Begin} to {End}, not now; a former one serves on: {Former}"
    )]
    private partial void LogNotInForce(DateTime begin, DateTime end, bool former);
}
