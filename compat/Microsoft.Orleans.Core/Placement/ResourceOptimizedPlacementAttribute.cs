namespace Orleans.Placement;

/// <summary>See <see cref="ResourceOptimizedPlacement"/>.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ResourceOptimizedPlacementAttribute() : PlacementAttribute(new ResourceOptimizedPlacement());
