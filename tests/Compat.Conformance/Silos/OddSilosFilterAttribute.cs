using Orleans.Placement;

namespace RagCluster.Compat.Conformance.Silos;

/// <summary>See <see cref="OddSilosFilterStrategy"/>.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OddSilosFilterAttribute() : PlacementFilterAttribute(new OddSilosFilterStrategy());
