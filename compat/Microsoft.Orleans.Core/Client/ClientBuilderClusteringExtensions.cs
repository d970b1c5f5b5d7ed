using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Messaging;

namespace Orleans.Hosting;

/// <summary>How a client finds its cluster.</summary>
public static class ClientBuilderClusteringExtensions
{
    public static IClientBuilder UseLocalhostClustering(
        this IClientBuilder builder,
        int gatewayPort = EndpointOptions.DEFAULT_GATEWAY_PORT,
        string serviceId = ClusterOptions.DefaultServiceId,
        string clusterId = ClusterOptions.DefaultClusterId
    ) => builder.UseLocalhostClustering([gatewayPort], serviceId, clusterId);

    public static IClientBuilder UseLocalhostClustering(
        this IClientBuilder builder,
        int[] gatewayPorts,
        string serviceId = ClusterOptions.DefaultServiceId,
        string clusterId = ClusterOptions.DefaultClusterId
    )
    {
        builder.UseStaticClustering([.. gatewayPorts.Select(port => new IPEndPoint(IPAddress.Loopback, port))]);
        return builder.Configure<ClusterOptions>(options =>
        {
            options.ServiceId = serviceId;
            options.ClusterId = clusterId;
        });
    }

    public static IClientBuilder UseStaticClustering(this IClientBuilder builder, params IPEndPoint[] endpoints) =>
        builder.UseStaticClustering(
            (StaticGatewayListProviderOptions options) => options.Gateways = [.. endpoints.Select(e => e.ToGatewayUri())]
        );

    public static IClientBuilder UseStaticClustering(
        this IClientBuilder builder,
        Action<StaticGatewayListProviderOptions> configureOptions
    ) => builder.UseStaticClustering((OptionsBuilder<StaticGatewayListProviderOptions> options) => options.Configure(configureOptions));

    public static IClientBuilder UseStaticClustering(
        this IClientBuilder builder,
        Action<OptionsBuilder<StaticGatewayListProviderOptions>> configureOptions
    ) =>
        builder.ConfigureServices(services =>
        {
            configureOptions(services.AddOptions<StaticGatewayListProviderOptions>());
            services.AddSingleton<IGatewayListProvider, StaticGatewayListProvider>();
        });

    public static IClientBuilder UseConnectionRetryFilter(
        this IClientBuilder builder,
        Func<Exception, CancellationToken, Task<bool>> connectionRetryFilter
    ) => builder.UseConnectionRetryFilter(new DelegateConnectionRetryFilter(connectionRetryFilter));

    public static IClientBuilder UseConnectionRetryFilter(
        this IClientBuilder builder,
        IClientConnectionRetryFilter connectionRetryFilter
    ) => builder.ConfigureServices(services => services.AddSingleton(connectionRetryFilter));

    public static IClientBuilder UseConnectionRetryFilter<TConnectionRetryFilter>(this IClientBuilder builder)
        where TConnectionRetryFilter : class, IClientConnectionRetryFilter =>
        builder.ConfigureServices(services => services.AddSingleton<IClientConnectionRetryFilter, TConnectionRetryFilter>());

    public static IClientBuilder AddGatewayCountChangedHandler(this IClientBuilder builder, GatewayCountChangedHandler handler) =>
        builder.ConfigureServices(services => services.AddSingleton(handler));

    public static IClientBuilder AddClusterConnectionLostHandler(this IClientBuilder builder, ConnectionToClusterLostHandler handler) =>
        builder.ConfigureServices(services => services.AddSingleton(handler));
}
