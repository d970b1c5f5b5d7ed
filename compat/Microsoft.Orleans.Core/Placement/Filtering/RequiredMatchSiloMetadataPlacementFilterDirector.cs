using Orleans.Placement;
using Orleans.Runtime.MembershipService.SiloMetadata;

namespace Orleans.Runtime.Placement.Filtering;

/// <summary>Leaves out the silos that differ from this one in any of the keys.</summary>
internal sealed class RequiredMatchSiloMetadataPlacementFilterDirector(ILocalSiloDetails local, ISiloMetadataCache cache)
    : IPlacementFilterDirector
{
    public IEnumerable<SiloAddress> Filter(PlacementFilterStrategy filterStrategy, PlacementTarget target, IEnumerable<SiloAddress> silos)
    {
        var keys = (filterStrategy as RequiredMatchSiloMetadataPlacementFilterStrategy)?.MetadataKeys ?? [];
        var own = cache.GetSiloMetadata(local.SiloAddress).Metadata;
        return silos.Where(silo =>
        {
            var other = cache.GetSiloMetadata(silo).Metadata;
            return keys.All(key => own.GetValueOrDefault(key) == other.GetValueOrDefault(key));
        });
    }
}
