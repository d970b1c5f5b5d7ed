using System.Security.Authentication;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RagCluster.Api.Settings;

namespace RagCluster.Api.Tls;

/// <summary>Registers the server's certificate.</summary>
internal static class TlsServices
{
    /// <summary>Registers it for the addresses that begin with <c>https</c>.</summary>
    internal static void AddServerTls(this IServiceCollection services)
    {
        services.AddChecked<TlsOptions>(TlsOptions.Section, options => options.Validate());
        services.AddSingleton<ServerCertificate>();
        services
            .AddOptions<KestrelServerOptions>()
            .Configure<IOptions<TlsOptions>, ServerCertificate>(
                (kestrel, tls, certificate) =>
                {
                    if (!tls.Value.IsOn)
                        return;
                    kestrel.ConfigureHttpsDefaults(https =>
                    {
                        https.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
                        https.ServerCertificateSelector = (_, _) => certificate.Current.TargetCertificate;
                        // The selector gives one certificate; clients want those between it and the root too.
                        https.OnAuthenticate = (_, authentication) =>
                        {
                            authentication.ServerCertificateSelectionCallback = null;
                            authentication.ServerCertificateContext = certificate.Current;
                        };
                    });
                }
            );
    }
}
