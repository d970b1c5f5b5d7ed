using Orleans.Placement;

namespace Orleans.Runtime.Placement.Filtering;

/// <summary>Silos that say of themselves what this one does.</summary>
/// <param name="metadataKeys">The keys that must agree.</param>
/// <param name="order">Filters with a lower order come first.</param>
public class RequiredMatchSiloMetadataPlacementFilterStrategy(string[] metadataKeys, int order) : PlacementFilterStrategy(order)
{
    public RequiredMatchSiloMetadataPlacementFilterStrategy()
        : this([], 0) { }

    public string[] MetadataKeys { get; private set; } = metadataKeys;
}
