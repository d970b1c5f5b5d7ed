namespace RagCluster.Compat.Conformance.Silos;

/// <summary>See <see cref="LastGrain"/>.</summary>
public interface ILastGrain : IChosenGrain;
