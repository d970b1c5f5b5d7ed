namespace RagCluster.Compat.Conformance.Identity;

public sealed class StringKeyGrain : Grain, IStringKeyGrain
{
    public Task<string> GetKey() => Task.FromResult(this.GetPrimaryKeyString());

    public Task<string> GetIdentity() => Task.FromResult(this.GetGrainId().ToString());

    public Task<IStringKeyGrain> GetSelf() => Task.FromResult(this.AsReference<IStringKeyGrain>());
}
