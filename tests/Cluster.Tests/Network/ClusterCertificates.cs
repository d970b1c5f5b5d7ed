using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace RagCluster.Cluster.Tests.Network;

/// <summary>An authority for a cluster's silos, and certificates that it issues, as PEM files.</summary>
internal sealed class ClusterCertificates : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rag-tls-");
    private readonly X509Certificate2 _authority;
    private int _issued;

    /// <summary>Makes an authority.</summary>
    internal ClusterCertificates()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        _authority = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-2), TimeProvider.System.GetUtcNow().AddDays(2));
        Authority = Write("authority.crt", _authority.ExportCertificatePem());
    }

    /// <summary>The authority's certificate.</summary>
    internal string Authority { get; }

    /// <summary>Issues a certificate and returns the settings that name it.</summary>
    /// <param name="validDays">For how many days from now on; one that is negative has ended.</param>
    /// <param name="usage">An extended usage, where it shall have just one.</param>
    internal Dictionary<string, string> Issue(double validDays = 1, string? usage = null)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=silo", key, HashAlgorithmName.SHA256);
        if (usage is not null)
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], false));
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        using X509Certificate2 certificate = request.Create(
            _authority,
            now.AddDays(-1.5),
            now.AddDays(validDays),
            RandomNumberGenerator.GetBytes(8)
        );
        string name = FormattableString.Invariant($"silo{_issued++}");
        return new Dictionary<string, string>
        {
            ["RAG__Cluster__Tls__Certificate"] = Write(name + ".crt", certificate.ExportCertificatePem()),
            ["RAG__Cluster__Tls__Key"] = Write(name + ".key", key.ExportPkcs8PrivateKeyPem()),
            ["RAG__Cluster__Tls__Authority"] = Authority,
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _authority.Dispose();
        _folder.Delete(recursive: true);
    }

    private string Write(string name, string pem)
    {
        string path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, pem);
        return path;
    }
}
