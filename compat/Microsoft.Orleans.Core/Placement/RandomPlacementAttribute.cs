namespace Orleans.Placement;

/// <summary>See <see cref="RandomPlacement"/>.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class RandomPlacementAttribute() : PlacementAttribute(new RandomPlacement());
