using Orleans.Placement;

namespace RagCluster.Compat.Conformance.Silos;

/// <summary>Silos with an odd number in their metadata.</summary>
public sealed class OddSilosFilterStrategy(int order) : PlacementFilterStrategy(order)
{
    public OddSilosFilterStrategy()
        : this(0) { }
}
