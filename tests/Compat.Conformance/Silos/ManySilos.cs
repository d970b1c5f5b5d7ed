using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;

namespace RagCluster.Compat.Conformance.Silos;

/// <summary>Several silos and a client.</summary>
public sealed class ManySilos : IAsyncDisposable
{
    private ManySilos(TestCluster cluster) => Cluster = cluster;

    public TestCluster Cluster { get; }

    public IGrainFactory Client => Cluster.GrainFactory;

    public static Task<ManySilos> StartAsync(short count) => StartAsync<ManySiloSettings>(count);

    public static async Task<ManySilos> StartAsync<TSettings>(short count)
        where TSettings : new()
    {
        TestClusterBuilder builder = new(count);
        builder.AddSiloBuilderConfigurator<TSettings>();
        TestCluster cluster = builder.Build();
        await cluster.DeployAsync();
        await cluster.WaitForLivenessToStabilizeAsync();
        return new ManySilos(cluster);
    }

    /// <summary>The factory of a silo, as a controller in its host would use it.</summary>
    public IGrainFactory FactoryOf(SiloHandle silo) => ServicesOf(silo).GetRequiredService<IGrainFactory>();

    public IServiceProvider ServicesOf(SiloHandle silo) => ((InProcessSiloHandle)silo).SiloHost.Services;

    public async ValueTask DisposeAsync() => await Cluster.DisposeAsync();
}
