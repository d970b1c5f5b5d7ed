namespace Orleans.Runtime;

/// <summary>The silo with the most to spare; the default.</summary>
public sealed class ResourceOptimizedPlacement : PlacementStrategy;
