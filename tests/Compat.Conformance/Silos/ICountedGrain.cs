namespace RagCluster.Compat.Conformance.Silos;

/// <summary>See <see cref="CountedGrain"/>.</summary>
public interface ICountedGrain : IChosenGrain;
