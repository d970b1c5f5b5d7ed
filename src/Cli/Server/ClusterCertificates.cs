using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace RagCluster.Cli.Server;

/// <summary>
/// Certificates for a cluster that lives as long as this command: an authority, whose key is thrown away at once, and one certificate that
/// all silos show each other. Whoever can't read the folder can't join, though it is on this machine.
/// </summary>
internal static class ClusterCertificates
{
    private const string ServerPurpose = "1.3.6.1.5.5.7.3.1";
    private const string ClientPurpose = "1.3.6.1.5.5.7.3.2";

    // A command is ended long before; clocks are set back by less than a day.
    private static readonly TimeSpan ValidFor = TimeSpan.FromDays(3650);
    private static readonly TimeSpan ClockErrorMax = TimeSpan.FromDays(1);

    /// <summary>Makes them anew and returns the settings that name them.</summary>
    /// <param name="folder">The folder for the files.</param>
    /// <param name="time">The clock.</param>
    internal static Dictionary<string, string> Create(string folder, TimeProvider time)
    {
        DateTimeOffset begins = time.GetUtcNow() - ClockErrorMax;
        DateTimeOffset ends = begins + ValidFor;
        using ECDsa authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest authorityRequest = new("CN=RagCluster cluster authority", authorityKey, HashAlgorithmName.SHA256);
        authorityRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        authorityRequest.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        using X509Certificate2 authority = authorityRequest.CreateSelfSigned(begins, ends);

        using ECDsa siloKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest siloRequest = new("CN=silo", siloKey, HashAlgorithmName.SHA256);
        siloRequest.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ServerPurpose), new Oid(ClientPurpose)], false));
        using X509Certificate2 silo = siloRequest.Create(authority, begins, ends, RandomNumberGenerator.GetBytes(16));

        Directory.CreateDirectory(folder);
        return new Dictionary<string, string>
        {
            ["RAG__Cluster__Tls__Certificate"] = Write(folder, "silo.crt", silo.ExportCertificatePem()),
            ["RAG__Cluster__Tls__Key"] = Write(folder, "silo.key", siloKey.ExportPkcs8PrivateKeyPem()),
            ["RAG__Cluster__Tls__Authority"] = Write(folder, "authority.crt", authority.ExportCertificatePem()),
        };
    }

    private static string Write(string folder, string name, string pem)
    {
        string path = Path.Combine(folder, name);
        SecretFile.Write(path, pem);
        return path;
    }
}
