using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;

namespace Orleans.Cluster.Tests.Redis;

/// <summary>A silo whose cluster is in Redis, with the periods that a server would use.</summary>
public sealed class RedisSilo : IAsyncDisposable
{
    private readonly IHost _host;

    private RedisSilo(IHost host) => _host = host;

    public IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    public SiloAddress Address => Membership.Local;

    internal MembershipAgent Membership => _host.Services.GetRequiredService<MembershipAgent>();

    public static async Task<RedisSilo> StartAsync(RedisServer redis, string cluster)
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.UseOrleans(silo =>
        {
            (int siloPort, int gatewayPort) = (LoopbackPort.Reserve(), LoopbackPort.Reserve());
            silo.ConfigureEndpoints(IPAddress.Loopback, siloPort, gatewayPort);
            silo.Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (cluster, "tests"));
            silo.UseRedisClustering(redis.ConnectionString);
            silo.Configure<ClusterMembershipOptions>(options =>
            {
                options.ProbeTimeout = TimeSpan.FromSeconds(1);
                options.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(2);
                options.TableRefreshTimeout = TimeSpan.FromSeconds(2);
            });
        });
        IHost host = builder.Build();
        await Task.Run(() => host.StartAsync());
        return new RedisSilo(host);
    }

    /// <summary>Vanishes: connections break, nobody is told.</summary>
    public async Task KillAsync()
    {
        await _host.Services.GetRequiredService<SiloTransport>().DisposeAsync();
        Membership.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await Task.Run(() => _host.StopAsync());
        _host.Dispose();
    }
}
