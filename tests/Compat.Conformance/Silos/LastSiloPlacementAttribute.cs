using Orleans.Placement;

namespace RagCluster.Compat.Conformance.Silos;

/// <summary>See <see cref="LastSiloPlacement"/>.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class LastSiloPlacementAttribute() : PlacementAttribute(new LastSiloPlacement());
