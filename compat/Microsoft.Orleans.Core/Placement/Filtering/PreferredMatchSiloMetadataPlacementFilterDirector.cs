using Orleans.Placement;
using Orleans.Runtime.MembershipService.SiloMetadata;

namespace Orleans.Runtime.Placement.Filtering;

/// <summary>Drops keys, the least important first, until enough silos agree with this one in all that are left.</summary>
internal sealed class PreferredMatchSiloMetadataPlacementFilterDirector(ILocalSiloDetails local, ISiloMetadataCache cache)
    : IPlacementFilterDirector
{
    public IEnumerable<SiloAddress> Filter(PlacementFilterStrategy filterStrategy, PlacementTarget target, IEnumerable<SiloAddress> silos)
    {
        var strategy = (PreferredMatchSiloMetadataPlacementFilterStrategy)filterStrategy;
        var all = silos.ToList();
        var own = cache.GetSiloMetadata(local.SiloAddress).Metadata;
        if (own.Count == 0 || all.Count <= strategy.MinCandidates)
            return all;
        for (var dropped = 0; dropped < strategy.OrderedMetadataKeys.Length; dropped++)
        {
            var keys = strategy.OrderedMetadataKeys[dropped..];
            var matching = all.FindAll(silo =>
            {
                var other = cache.GetSiloMetadata(silo).Metadata;
                return keys.All(key => own.TryGetValue(key, out var value) && other.TryGetValue(key, out var theirs) && value == theirs);
            });
            if (matching.Count >= strategy.MinCandidates)
                return matching;
        }

        return all;
    }
}
