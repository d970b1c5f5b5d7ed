using System.Security.Cryptography.X509Certificates;
using Orleans.Connections.Security;

namespace Orleans.Hosting;

/// <summary>Secures the connections between silos and between clients and silos.</summary>
public static class OrleansConnectionSecurityHostingExtensions
{
    public static ISiloBuilder UseTls(
        this ISiloBuilder builder,
        StoreName storeName,
        string subject,
        bool allowInvalid,
        StoreLocation location,
        Action<TlsOptions> configureOptions
    )
    {
        ArgumentNullException.ThrowIfNull(configureOptions);
        return builder.UseTls(
            CertificateLoader.LoadFromStoreCert(subject, storeName.ToString(), location, allowInvalid, server: true),
            configureOptions
        );
    }

    public static ISiloBuilder UseTls(this ISiloBuilder builder, X509Certificate2 certificate) => builder.UseTls(certificate, _ => { });

    public static ISiloBuilder UseTls(this ISiloBuilder builder, X509Certificate2 certificate, Action<TlsOptions> configureOptions) =>
        builder.UseTls(With(certificate, configureOptions));

    /// <exception cref="InvalidOperationException">There is no certificate to show.</exception>
    public static ISiloBuilder UseTls(this ISiloBuilder builder, Action<TlsOptions> configureOptions)
    {
        TlsOptions options = Make(configureOptions);
        if (options.LocalCertificate is null && options.LocalServerCertificateSelector is null)
            throw new InvalidOperationException("No certificate specified");
        return TlsConnections.Secure(builder, new TlsSecurity(options));
    }

    public static IClientBuilder UseTls(
        this IClientBuilder builder,
        StoreName storeName,
        string subject,
        bool allowInvalid,
        StoreLocation location,
        Action<TlsOptions> configureOptions
    )
    {
        ArgumentNullException.ThrowIfNull(configureOptions);
        return builder.UseTls(
            CertificateLoader.LoadFromStoreCert(subject, storeName.ToString(), location, allowInvalid, server: false),
            configureOptions
        );
    }

    public static IClientBuilder UseTls(this IClientBuilder builder, X509Certificate2 certificate) => builder.UseTls(certificate, _ => { });

    public static IClientBuilder UseTls(this IClientBuilder builder, X509Certificate2 certificate, Action<TlsOptions> configureOptions) =>
        builder.UseTls(With(certificate, configureOptions));

    /// <exception cref="InvalidOperationException">A certificate is required and there is none to show.</exception>
    public static IClientBuilder UseTls(this IClientBuilder builder, Action<TlsOptions> configureOptions)
    {
        TlsOptions options = Make(configureOptions);
        if (options.LocalCertificate is null && options.ClientCertificateMode == RemoteCertificateMode.RequireCertificate)
            throw new InvalidOperationException("No certificate specified");
        // A client accepts no connections: whether its certificate would do for that is no matter.
        options.LocalServerCertificateSelector ??= (_, _) => throw new InvalidOperationException("A client accepts no connections.");
        return TlsConnections.Secure(builder, new TlsSecurity(options));
    }

    private static TlsOptions Make(Action<TlsOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        TlsOptions options = new();
        configure(options);
        return options.LocalCertificate is { HasPrivateKey: false } certificate
            ? throw new ArgumentException(
                $"Certificate {certificate.ToString(verbose: true)} does not contain a private key",
                nameof(configure)
            )
            : options;
    }

    private static Action<TlsOptions> With(X509Certificate2 certificate, Action<TlsOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        ArgumentNullException.ThrowIfNull(configure);
        return options =>
        {
            options.LocalCertificate = certificate;
            configure(options);
        };
    }
}
