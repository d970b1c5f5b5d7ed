namespace Orleans.Runtime;

/// <summary>The caller's silo.</summary>
public sealed class PreferLocalPlacement : PlacementStrategy;
