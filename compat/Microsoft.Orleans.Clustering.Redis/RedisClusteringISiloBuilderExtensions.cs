using Microsoft.Extensions.DependencyInjection;
using Orleans.Clustering.Redis;
using StackExchange.Redis;

namespace Microsoft.Extensions.Hosting;

/// <summary>Keeps the cluster's members in Redis.</summary>
public static class RedisClusteringISiloBuilderExtensions
{
    public static ISiloBuilder UseRedisClustering(this ISiloBuilder builder, Action<RedisClusteringOptions> configuration) =>
        builder
            .OpenEndpoints()
            .ConfigureServices(services =>
            {
                if (configuration is not null)
                    services.Configure(configuration);
                services.AddSingleton<RedisMembershipTable>();
                services.AddSingleton<IMembershipTable>(provider => provider.GetRequiredService<RedisMembershipTable>());
            });

    public static ISiloBuilder UseRedisClustering(this ISiloBuilder builder, string redisConnectionString) =>
        builder.UseRedisClustering(options => options.ConfigurationOptions = ConfigurationOptions.Parse(redisConnectionString));
}
