using Microsoft.Extensions.DependencyInjection;
using Orleans.Placement;
using Orleans.Runtime.MembershipService.SiloMetadata;
using Orleans.TestingHost;

namespace RagCluster.Compat.Conformance.Silos;

/// <summary>Silos that are odd and even in turn, with directors of the application's own.</summary>
public sealed class PlacementSettings : ISiloConfigurator
{
    private static int _started;

    public void Configure(ISiloBuilder siloBuilder)
    {
        new ManySiloSettings().Configure(siloBuilder);
        siloBuilder.UseSiloMetadata(
            new Dictionary<string, string> { ["parity"] = Interlocked.Increment(ref _started) % 2 == 0 ? "even" : "odd" }
        );
        siloBuilder.AddPlacementDirector<LastSiloPlacement, LastSiloPlacementDirector>();
        siloBuilder.Services.AddPlacementFilter<OddSilosFilterStrategy, OddSilosFilterDirector>(ServiceLifetime.Transient);
    }
}
