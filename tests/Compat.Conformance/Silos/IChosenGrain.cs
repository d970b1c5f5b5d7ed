namespace RagCluster.Compat.Conformance.Silos;

/// <summary>Tells where a placement put it.</summary>
public interface IChosenGrain : IGrainWithIntegerKey
{
    Task<SiloAddress> Where();
}
