using Orleans.Configuration;
using Orleans.TestingHost;

namespace RagCluster.Compat.Conformance.Cluster;

/// <summary>The silo that most tests share: memory storage, calls that time out after five seconds.</summary>
public sealed class SiloSettings : ISiloConfigurator
{
    public static readonly TimeSpan ResponseTimeout = TimeSpan.FromSeconds(5);

    public void Configure(ISiloBuilder siloBuilder)
    {
        siloBuilder.AddMemoryGrainStorageAsDefault();
        siloBuilder.AddMemoryGrainStorage("second");
        siloBuilder.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = ResponseTimeout);
    }
}
