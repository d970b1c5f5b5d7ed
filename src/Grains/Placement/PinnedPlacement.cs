namespace RagCluster.Grains.Placement;

/// <summary>
/// The silo that the grain's key names after its last slash. Nowhere else, ever: two such grains with different silos never meet.
/// </summary>
public sealed class PinnedPlacement : PlacementStrategy { }
