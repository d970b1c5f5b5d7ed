namespace RagCluster.Compat.Conformance.Silos;

/// <summary>Takes along what it has in memory.</summary>
public interface IMovingGrain : IGrainWithStringKey
{
    Task<SiloAddress> Where();

    Task<int> Add(int amount);

    Task Move(SiloAddress destination);
}
