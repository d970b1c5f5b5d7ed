namespace RagCluster.Compat.Conformance.Identity;

public interface IGuidCompoundKeyGrain : IGrainWithGuidCompoundKey
{
    Task<(Guid Key, string? Extension)> GetKey();
}
