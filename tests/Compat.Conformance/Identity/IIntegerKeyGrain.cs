namespace RagCluster.Compat.Conformance.Identity;

public interface IIntegerKeyGrain : IGrainWithIntegerKey
{
    Task<long> GetKey();
}
