using RagCluster.Api.Tls;

namespace RagCluster.Silo.Hosting;

/// <summary>Where clients reach this node.</summary>
internal static class ListeningAddresses
{
    private const string Plain = "http://127.0.0.1:8080";
    private const string Secured = "https://127.0.0.1:8080";

    /// <summary>Takes the address that is set, or the loopback one, over TLS where there is a certificate.</summary>
    /// <exception cref="ArgumentException">There is a certificate, and no address would use it.</exception>
    internal static void Choose(WebApplicationBuilder builder)
    {
        TlsOptions tls = builder.Configuration.GetSection(TlsOptions.Section).Get<TlsOptions>() ?? new();
        if (builder.Configuration["urls"] is not { Length: > 0 } addresses)
            builder.WebHost.UseUrls(tls.IsOn ? Secured : Plain);
        else if (tls.IsOn && !addresses.Contains("https://", StringComparison.OrdinalIgnoreCase))
            throw new ArgumentException(
                $"RAG__Tls__CertificateFile is set and no address of --urls ('{addresses}') begins with https: set one that does, or "
                    + "leave the certificate out."
            );
    }
}
