namespace RagCluster.Compat.Conformance.Identity;

public interface IGuidKeyGrain : IGrainWithGuidKey
{
    ValueTask<Guid> GetKey();
}
