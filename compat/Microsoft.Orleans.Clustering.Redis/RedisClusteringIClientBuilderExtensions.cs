using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Clustering.Redis;
using Orleans.Configuration;
using Orleans.Messaging;
using StackExchange.Redis;

namespace Microsoft.Extensions.Hosting;

/// <summary>Finds the cluster through Redis.</summary>
public static class RedisClusteringIClientBuilderExtensions
{
    public static IClientBuilder UseRedisClustering(this IClientBuilder builder, Action<RedisClusteringOptions> configuration) =>
        builder.ConfigureServices(services =>
        {
            if (configuration is not null)
                services.Configure(configuration);
            services.AddSingleton<RedisMembershipTable>();
            services.AddSingleton<IGatewayListProvider>(provider => new MembershipGatewayListProvider(
                provider.GetRequiredService<RedisMembershipTable>(),
                provider.GetRequiredService<IOptions<GatewayOptions>>()
            ));
        });

    public static IClientBuilder UseRedisClustering(this IClientBuilder builder, string redisConnectionString) =>
        builder.UseRedisClustering(options => options.ConfigurationOptions = ConfigurationOptions.Parse(redisConnectionString));
}
