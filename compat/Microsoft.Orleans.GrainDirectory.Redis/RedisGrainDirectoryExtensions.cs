using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.GrainDirectory;
using Orleans.GrainDirectory.Redis;

namespace Orleans.Hosting;

/// <summary>Keeps where grains are active in Redis.</summary>
public static class RedisGrainDirectoryExtensions
{
    private const string DefaultName = "Default";

    public static ISiloBuilder UseRedisGrainDirectoryAsDefault(
        this ISiloBuilder builder,
        Action<RedisGrainDirectoryOptions> configureOptions
    ) => builder.UseRedisGrainDirectoryAsDefault(options => options.Configure(configureOptions));

    public static ISiloBuilder UseRedisGrainDirectoryAsDefault(
        this ISiloBuilder builder,
        Action<OptionsBuilder<RedisGrainDirectoryOptions>> configureOptions
    ) => builder.AddRedisGrainDirectory(DefaultName, configureOptions);

    public static ISiloBuilder AddRedisGrainDirectory(
        this ISiloBuilder builder,
        string name,
        Action<RedisGrainDirectoryOptions> configureOptions
    ) => builder.AddRedisGrainDirectory(name, options => options.Configure(configureOptions));

    public static ISiloBuilder AddRedisGrainDirectory(
        this ISiloBuilder builder,
        string name,
        Action<OptionsBuilder<RedisGrainDirectoryOptions>> configureOptions
    ) =>
        builder.ConfigureServices(services =>
        {
            configureOptions?.Invoke(services.AddOptions<RedisGrainDirectoryOptions>(name));
            services.AddKeyedSingleton<IGrainDirectory>(
                name,
                (provider, key) =>
                    new RedisGrainDirectory(
                        provider.GetRequiredService<IOptionsMonitor<RedisGrainDirectoryOptions>>().Get((string)key!),
                        provider.GetRequiredService<IOptions<ClusterOptions>>()
                    )
            );
        });
}
