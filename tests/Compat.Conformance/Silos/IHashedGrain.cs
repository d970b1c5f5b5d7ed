namespace RagCluster.Compat.Conformance.Silos;

/// <summary>See <see cref="HashedGrain"/>.</summary>
public interface IHashedGrain : IChosenGrain;
