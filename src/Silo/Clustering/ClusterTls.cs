using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Orleans.Connections.Security;

namespace RagCluster.Silo.Clustering;

/// <summary>
/// The certificates of <see cref="ClusterTlsSettings"/>, read at the start: a new one is taken by starting the silos again, one by one.
/// </summary>
internal sealed class ClusterTls
{
    private const string ServerPurpose = "1.3.6.1.5.5.7.3.1";
    private const string ClientPurpose = "1.3.6.1.5.5.7.3.2";

    // Silos are known by addresses that change, so a certificate names the cluster's member, not a host.
    private const string MemberName = "silo";

    private readonly X509Certificate2 _own;
    private readonly X509Certificate2Collection _authority;

    private ClusterTls(X509Certificate2 own, X509Certificate2Collection authority)
    {
        _own = own;
        _authority = authority;
    }

    /// <summary>Reads the files and checks that a silo with this certificate is taken by one like itself.</summary>
    /// <exception cref="ArgumentException">They can't work; the message names the setting and the fix.</exception>
    internal static ClusterTls Read(ClusterTlsSettings settings)
    {
        X509Certificate2Collection authority = ReadPem(
            nameof(settings.Authority),
            settings.Authority,
            () =>
            {
                X509Certificate2Collection all = [];
                all.ImportFromPemFile(settings.Authority);
                return all;
            }
        );
        if (authority.Count == 0)
            throw new ArgumentException(
                $"RAG__Cluster__Tls__Authority ('{settings.Authority}') holds no certificate: name the PEM file of the cluster's authority."
            );
        // By way of PKCS #12, since Windows uses no key for TLS that it has only in memory.
        X509Certificate2 own = ReadPem(
            nameof(settings.Certificate),
            settings.Certificate,
            () =>
            {
                using X509Certificate2 pem = X509Certificate2.CreateFromPemFile(settings.Certificate, settings.Key);
                return X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null);
            }
        );
        ClusterTls tls = new(own, authority);
        string[] purposes =
        [
            .. own
                .Extensions.OfType<X509EnhancedKeyUsageExtension>()
                .SelectMany(use => use.EnhancedKeyUsages.Cast<Oid>())
                .Select(oid => oid.Value!),
        ];
        if (purposes.Length > 0 && !(purposes.Contains(ServerPurpose) && purposes.Contains(ClientPurpose)))
            throw new ArgumentException(
                $"RAG__Cluster__Tls__Certificate ('{settings.Certificate}') is not for servers and clients: a silo is both. "
                    + $"Issue it with the usages serverAuth and clientAuth."
            );
        if (tls.Distrust(own) is { } reason)
            throw new ArgumentException(
                $"RAG__Cluster__Tls__Certificate ('{settings.Certificate}') is not valid under RAG__Cluster__Tls__Authority "
                    + $"('{settings.Authority}'): {reason} Issue it by that authority, or name the one that did."
            );
        return tls;
    }

    /// <summary>Puts every connection between silos, and from clients, into TLS with certificates on both sides.</summary>
    internal ISiloBuilder Secure(ISiloBuilder silo)
    {
        // The silos look once a second whether the others' ports still take connections, and say nothing in them: each look would be a
        // warning.
        silo.ConfigureServices(services =>
            services.AddLogging(logging => logging.AddFilter("Orleans.Connections.Security", LogLevel.Error))
        );
        return silo.UseTls(
            _own,
            options =>
            {
                options.RemoteCertificateMode = RemoteCertificateMode.RequireCertificate;
                options.ClientCertificateMode = RemoteCertificateMode.RequireCertificate;
                options.RemoteCertificateValidation = (certificate, _, errors) =>
                    !errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable) && Distrust(certificate) is null;
                options.OnAuthenticateAsClient = (_, client) => client.TargetHost = MemberName;
            }
        );
    }

    /// <summary>Why a certificate is not one of the cluster's; null for one that is.</summary>
    internal string? Distrust(X509Certificate2 certificate)
    {
        using X509Chain chain = new();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(_authority);
        // The authority is the cluster's own: who shall not join any more is shut out by a new one.
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        return chain.Build(certificate)
            ? null
            : string.Join(' ', chain.ChainStatus.Select(status => status.StatusInformation.Trim().TrimEnd('.') + "."));
    }

    private static T ReadPem<T>(string setting, string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new ArgumentException(
                $"RAG__Cluster__Tls__{setting} ('{path}') can't be read with what belongs to it: {error.Message} Name PEM files, "
                    + $"the key without a password and of this certificate.",
                error
            );
        }
    }
}
