using Orleans.Configuration;
using Orleans.TestingHost;

namespace RagCluster.Compat.Conformance.Silos;

/// <summary>Silos that look after each other every half second.</summary>
public sealed class ManySiloSettings : ISiloConfigurator
{
    public static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(0.5);

    public void Configure(ISiloBuilder siloBuilder)
    {
        siloBuilder.AddMemoryGrainStorageAsDefault();
        siloBuilder.Configure<ClusterMembershipOptions>(options =>
        {
            options.ProbeTimeout = ProbeTimeout;
            options.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(1);
            options.TableRefreshTimeout = TimeSpan.FromSeconds(1);
        });
    }
}
