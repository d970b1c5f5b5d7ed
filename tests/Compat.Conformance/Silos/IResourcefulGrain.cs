namespace RagCluster.Compat.Conformance.Silos;

/// <summary>See <see cref="ResourcefulGrain"/>.</summary>
public interface IResourcefulGrain : IChosenGrain;
