using Orleans.Placement;

namespace Orleans.Runtime.Placement.Filtering;

/// <summary>Silos that say of themselves what this one does, if there are enough of them.</summary>
/// <param name="orderedMetadataKeys">The keys, the most important one last.</param>
/// <param name="minCandidates">How many silos must be left.</param>
/// <param name="order">Filters with a lower order come first.</param>
public class PreferredMatchSiloMetadataPlacementFilterStrategy(string[] orderedMetadataKeys, int minCandidates, int order)
    : PlacementFilterStrategy(order)
{
    public PreferredMatchSiloMetadataPlacementFilterStrategy()
        : this([], 2, 0) { }

    public string[] OrderedMetadataKeys { get; set; } = orderedMetadataKeys;

    public int MinCandidates { get; set; } = minCandidates;
}
