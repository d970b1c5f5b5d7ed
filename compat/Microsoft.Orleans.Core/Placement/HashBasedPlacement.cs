namespace Orleans.Runtime;

/// <summary>The silo at the hash of the grain's id.</summary>
public sealed class HashBasedPlacement : PlacementStrategy;
