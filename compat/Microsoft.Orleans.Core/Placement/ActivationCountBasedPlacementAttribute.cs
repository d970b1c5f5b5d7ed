namespace Orleans.Placement;

/// <summary>See <see cref="ActivationCountBasedPlacement"/>.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ActivationCountBasedPlacementAttribute() : PlacementAttribute(new ActivationCountBasedPlacement());
