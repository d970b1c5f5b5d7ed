using Orleans.Placement;
using Orleans.Runtime.MembershipService.SiloMetadata;
using Orleans.Runtime.Placement;

namespace RagCluster.Compat.Conformance.Silos;

/// <summary>A filter of the application's own, by what silos say of themselves.</summary>
public sealed class OddSilosFilterDirector(ISiloMetadataCache metadata) : IPlacementFilterDirector
{
    public IEnumerable<SiloAddress> Filter(
        PlacementFilterStrategy filterStrategy,
        PlacementTarget target,
        IEnumerable<SiloAddress> silos
    ) => silos.Where(s => metadata.GetSiloMetadata(s).Metadata.GetValueOrDefault("parity") == "odd");
}
