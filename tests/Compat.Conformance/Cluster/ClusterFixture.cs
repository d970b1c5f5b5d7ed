using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;

namespace RagCluster.Compat.Conformance.Cluster;

/// <summary>One silo and a client, with the settings that most tests share.</summary>
public sealed class ClusterFixture : IAsyncLifetime
{
    public TestCluster Cluster { get; private set; } = null!;

    /// <summary>The factory of the client, which is another process as far as copying goes.</summary>
    public IGrainFactory Client => Cluster.GrainFactory;

    /// <summary>The factory of the silo, as a controller in its host would use it.</summary>
    public IGrainFactory Silo => SiloServices.GetRequiredService<IGrainFactory>();

    public IServiceProvider SiloServices => ((InProcessSiloHandle)Cluster.Primary!).ServiceProvider;

    public Task InitializeAsync() => StartAsync<SiloSettings>();

    public async Task StartAsync<TSettings>()
        where TSettings : new()
    {
        TestClusterBuilder builder = new(1);
        builder.AddSiloBuilderConfigurator<TSettings>();
        Cluster = builder.Build();
        await Cluster.DeployAsync();
    }

    public async Task DisposeAsync() => await Cluster.DisposeAsync();
}
