using System.Net;
using System.Net.Sockets;

namespace Orleans.Hosting;

/// <summary>Where a silo listens.</summary>
public static class EndpointOptionsExtensions
{
    public static ISiloBuilder ConfigureEndpoints(
        this ISiloBuilder builder,
        IPAddress advertisedIP,
        int siloPort,
        int gatewayPort,
        bool listenOnAnyHostAddress = false
    ) =>
        builder
            .OpenEndpoints()
            .Configure<Configuration.EndpointOptions>(options =>
            {
                options.AdvertisedIPAddress = advertisedIP;
                options.SiloPort = siloPort;
                options.GatewayPort = gatewayPort;
                if (!listenOnAnyHostAddress)
                    return;
                options.SiloListeningEndpoint = new IPEndPoint(IPAddress.Any, siloPort);
                options.GatewayListeningEndpoint = new IPEndPoint(IPAddress.Any, gatewayPort);
            });

    public static ISiloBuilder ConfigureEndpoints(
        this ISiloBuilder builder,
        int siloPort,
        int gatewayPort,
        AddressFamily addressFamily = AddressFamily.InterNetwork,
        bool listenOnAnyHostAddress = false
    ) => builder.ConfigureEndpoints(HostAddress.Find(addressFamily), siloPort, gatewayPort, listenOnAnyHostAddress);
}
