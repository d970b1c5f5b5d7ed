namespace RagCluster.Compat.Conformance.Identity;

public sealed class GuidCompoundKeyGrain : Grain, IGuidCompoundKeyGrain
{
    public Task<(Guid Key, string? Extension)> GetKey() => Task.FromResult((this.GetPrimaryKey(out string? extension), extension));
}
