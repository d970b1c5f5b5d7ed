using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;

namespace Orleans.Connections.Security;

/// <summary>Gives TLS to the stand-in's transport, which asks for it at each connection.</summary>
internal sealed class TlsConnections(TlsSecurity tls) : IConnectionSecurity
{
    internal static ISiloBuilder Secure(ISiloBuilder builder, TlsSecurity tls) =>
        builder.ConfigureServices(services => services.AddSingleton<IConnectionSecurity>(new TlsConnections(tls)));

    internal static IClientBuilder Secure(IClientBuilder builder, TlsSecurity tls) =>
        builder.ConfigureServices(services => services.AddSingleton<IConnectionSecurity>(new TlsConnections(tls)));

    public async Task<Stream> SecureClientAsync(Stream stream, IPEndPoint endpoint, CancellationToken cancellationToken) =>
        await tls.SecureClientAsync(stream, new DefaultConnectionContext { RemoteEndPoint = endpoint }, cancellationToken);

    public async Task<Stream> SecureServerAsync(Stream stream, CancellationToken cancellationToken) =>
        await tls.SecureServerAsync(stream, new DefaultConnectionContext(), cancellationToken);
}
