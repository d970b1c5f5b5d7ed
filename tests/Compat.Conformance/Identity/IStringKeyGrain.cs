namespace RagCluster.Compat.Conformance.Identity;

public interface IStringKeyGrain : IGrainWithStringKey
{
    Task<string> GetKey();

    Task<string> GetIdentity();

    Task<IStringKeyGrain> GetSelf();
}
