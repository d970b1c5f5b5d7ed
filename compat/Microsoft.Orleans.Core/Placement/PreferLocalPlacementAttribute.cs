namespace Orleans.Placement;

/// <summary>See <see cref="PreferLocalPlacement"/>.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PreferLocalPlacementAttribute() : PlacementAttribute(new PreferLocalPlacement());
