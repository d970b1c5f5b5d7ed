using System.IO.Pipelines;
using System.Net.Security;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;

namespace Orleans.Connections.Security;

/// <summary>Gives TLS to official Orleans, whose connections pass through the middleware that its options are given.</summary>
internal sealed partial class TlsConnections(TlsSecurity tls, bool accepts, ILogger logger)
{
    internal static ISiloBuilder Secure(ISiloBuilder builder, TlsSecurity tls) =>
        builder.Configure<SiloConnectionOptions>(options =>
        {
            options.ConfigureSiloInboundConnection(connection => Use(connection, tls, accepts: true));
            options.ConfigureGatewayInboundConnection(connection => Use(connection, tls, accepts: true));
            options.ConfigureSiloOutboundConnection(connection => Use(connection, tls, accepts: false));
        });

    internal static IClientBuilder Secure(IClientBuilder builder, TlsSecurity tls) =>
        builder.Configure<ClientConnectionOptions>(options =>
            options.ConfigureConnection(connection => Use(connection, tls, accepts: false))
        );

    private static void Use(IConnectionBuilder connection, TlsSecurity tls, bool accepts)
    {
        ILogger logger = connection.ApplicationServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(TlsConnections).FullName!);
        TlsConnections connections = new(tls, accepts, logger);
        connection.Use(next => context => connections.OnConnectionAsync(context, next));
    }

    private async Task OnConnectionAsync(ConnectionContext context, ConnectionDelegate next)
    {
        IDuplexPipe plain = context.Transport;
        SslStream secured;
        try
        {
            PipesStream stream = new(plain);
            secured = accepts
                ? await tls.SecureServerAsync(stream, context, context.ConnectionClosed)
                : await tls.SecureClientAsync(stream, context, context.ConnectionClosed);
        }
        // Whatever the other side sent instead of a handshake is its fault: this connection ends, the listener goes on.
#pragma warning disable CA1031
        catch (Exception error)
#pragma warning restore CA1031
        {
            LogRefused(error);
            context.Abort();
            return;
        }
        await using (secured)
        {
            context.Transport = new StreamPipes(secured);
            try
            {
                await next(context);
            }
            finally
            {
                context.Transport = plain;
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Authentication failed")]
    private partial void LogRefused(Exception error);
}
