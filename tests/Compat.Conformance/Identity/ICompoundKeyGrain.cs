namespace RagCluster.Compat.Conformance.Identity;

public interface ICompoundKeyGrain : IGrainWithIntegerCompoundKey
{
    Task<(long Key, string? Extension)> GetKey();
}
