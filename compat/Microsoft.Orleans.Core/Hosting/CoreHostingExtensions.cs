using System.Diagnostics.CodeAnalysis;
using System.Net;
using Microsoft.Extensions.DependencyInjection;

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

    /// <summary>
    /// Chooses the directory that lets a grain be active once at most. The stand-in has no other; it holds no range leases.
    /// </summary>
    /// <exception cref="NotSupportedException">A name is given: there is one directory.</exception>
    [Experimental("ORLEANSEXP003")]
    public static ISiloBuilder AddDistributedGrainDirectory(this ISiloBuilder siloBuilder, string? name = null)
    {
        if (!string.IsNullOrEmpty(name))
            throw new NotSupportedException($"AddDistributedGrainDirectory with the name '{name}': there is one directory.");
        siloBuilder
            .Services.AddOptions<Configuration.GrainDirectoryOptions>()
            .Validate(
                options => options.RangeLeaseDuration == TimeSpan.Zero,
                "RangeLeaseDuration of GrainDirectoryOptions: there are no range leases here; set it to zero."
            )
            .ValidateOnStart();
        return siloBuilder;
    }
}
