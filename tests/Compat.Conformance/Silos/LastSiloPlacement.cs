namespace RagCluster.Compat.Conformance.Silos;

/// <summary>The last of the silos in their order.</summary>
[Serializable]
public sealed class LastSiloPlacement : PlacementStrategy;
