namespace RagCluster.Compat.Conformance.Identity;

public sealed class GuidKeyGrain : Grain, IGuidKeyGrain
{
    public ValueTask<Guid> GetKey() => new(this.GetPrimaryKey());
}
