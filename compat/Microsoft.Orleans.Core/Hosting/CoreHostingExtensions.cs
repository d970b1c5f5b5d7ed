using System.Net;

namespace Orleans.Hosting;

/// <summary>A cluster on this machine.</summary>
public static class CoreHostingExtensions
{
    /// <exception cref="NotSupportedException">A primary silo is named: there is one silo so far.</exception>
    public static ISiloBuilder UseLocalhostClustering(
        this ISiloBuilder builder,
        int siloPort = Configuration.EndpointOptions.DEFAULT_SILO_PORT,
        int gatewayPort = Configuration.EndpointOptions.DEFAULT_GATEWAY_PORT,
        IPEndPoint? primarySiloEndpoint = null,
        string serviceId = Configuration.ClusterOptions.DefaultServiceId,
        string clusterId = Configuration.ClusterOptions.DefaultClusterId
    )
    {
        if (primarySiloEndpoint is not null && primarySiloEndpoint.Port != siloPort)
            throw new NotSupportedException("UseLocalhostClustering with a primarySiloEndpoint: several silos are not supported yet.");
        builder.Configure<Configuration.EndpointOptions>(options =>
        {
            options.AdvertisedIPAddress = IPAddress.Loopback;
            options.SiloPort = siloPort;
            options.GatewayPort = gatewayPort;
        });
        return builder.Configure<Configuration.ClusterOptions>(options =>
        {
            options.ServiceId = serviceId;
            options.ClusterId = clusterId;
        });
    }
}
