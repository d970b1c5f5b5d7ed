namespace RagCluster.Compat.Conformance.Silos;

/// <summary>Tells where it is.</summary>
public interface IPlacedGrain : IGrainWithStringKey
{
    Task<SiloAddress> Where();

    /// <summary>Where another grain is, as asked from here.</summary>
    Task<SiloAddress> WhereIs(string key);

    /// <summary>The number of activations of this grain that are alive in this process.</summary>
    Task<int> CountAlive();

    Task Leave();
}
