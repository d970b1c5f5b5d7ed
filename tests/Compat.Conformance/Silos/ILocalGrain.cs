namespace RagCluster.Compat.Conformance.Silos;

/// <summary>See <see cref="LocalGrain"/>.</summary>
public interface ILocalGrain : IChosenGrain;
