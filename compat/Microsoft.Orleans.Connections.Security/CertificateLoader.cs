using System.Security.Cryptography.X509Certificates;

namespace Orleans.Connections.Security;

/// <summary>Finds certificates in the machine's store.</summary>
internal static class CertificateLoader
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    /// <exception cref="InvalidOperationException">There is none with a private key that may be used so.</exception>
    public static X509Certificate2 LoadFromStoreCert(
        string subject,
        string storeName,
        StoreLocation storeLocation,
        bool allowInvalid,
        bool server
    )
    {
        using X509Store store = new(storeName, storeLocation);
        store.Open(OpenFlags.ReadOnly);
        return store
                .Certificates.Find(X509FindType.FindBySubjectName, subject, !allowInvalid)
                .Where(c => c.HasPrivateKey && (server ? IsAllowedForServers(c) : IsAllowedForClients(c)))
                .MaxBy(c => c.NotAfter)
            ?? throw new InvalidOperationException(
                $"Certificate {subject} not found in store {storeLocation} / {storeName}. AllowInvalid: {allowInvalid}"
            );
    }

    internal static bool IsAllowedForServers(X509Certificate2 certificate) => IsAllowedFor(certificate, ServerAuthentication);

    internal static bool IsAllowedForClients(X509Certificate2 certificate) => IsAllowedFor(certificate, ClientAuthentication);

    // A certificate that names no purposes may be used for all (RFC 5280, section 4.2.1.12).
    private static bool IsAllowedFor(X509Certificate2 certificate, string purpose)
    {
        List<X509EnhancedKeyUsageExtension> purposes = certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().ToList();
        return purposes.Count == 0
            || purposes.Exists(p => p.EnhancedKeyUsages.Cast<System.Security.Cryptography.Oid>().Any(o => o.Value == purpose));
    }
}
