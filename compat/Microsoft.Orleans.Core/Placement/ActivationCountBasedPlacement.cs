namespace Orleans.Runtime;

/// <summary>The silo with the fewest activations.</summary>
public sealed class ActivationCountBasedPlacement : PlacementStrategy;
