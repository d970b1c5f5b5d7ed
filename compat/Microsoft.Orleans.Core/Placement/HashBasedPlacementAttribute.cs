namespace Orleans.Placement;

/// <summary>See <see cref="HashBasedPlacement"/>.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class HashBasedPlacementAttribute() : PlacementAttribute(new HashBasedPlacement());
