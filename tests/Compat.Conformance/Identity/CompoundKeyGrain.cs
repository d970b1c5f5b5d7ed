namespace RagCluster.Compat.Conformance.Identity;

public sealed class CompoundKeyGrain : Grain, ICompoundKeyGrain
{
    public Task<(long Key, string? Extension)> GetKey() => Task.FromResult((this.GetPrimaryKeyLong(out string? extension), extension));
}
