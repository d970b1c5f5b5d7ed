namespace RagCluster.Compat.Conformance.Silos;

/// <summary>See <see cref="OddGrain"/>.</summary>
public interface IOddGrain : IChosenGrain;
