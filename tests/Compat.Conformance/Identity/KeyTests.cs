using RagCluster.Compat.Conformance.Cluster;

namespace RagCluster.Compat.Conformance.Identity;

/// <summary>Grains by string, number, GUID and compound key.</summary>
[Collection(ClusterTests.Name)]
public sealed class KeyTests(ClusterFixture fixture)
{
    [Theory]
    [InlineData("plain")]
    [InlineData("tenant/collection/document.md")]
    [InlineData("ünïcödé 漢字 +/?#")]
    public async Task StringKey_ArrivesUnchanged(string key) =>
        Assert.Equal(key, await fixture.Client.GetGrain<IStringKeyGrain>(key).GetKey());

    [Theory]
    [InlineData(0)]
    [InlineData(1234567890123)]
    [InlineData(-1)]
    [InlineData(long.MinValue)]
    public async Task IntegerKey_ArrivesUnchanged(long key) =>
        Assert.Equal(key, await fixture.Client.GetGrain<IIntegerKeyGrain>(key).GetKey());

    [Fact]
    public async Task GuidKey_ArrivesUnchanged()
    {
        Guid key = new("00112233-4455-6677-8899-aabbccddeeff");
        Assert.Equal(key, await fixture.Client.GetGrain<IGuidKeyGrain>(key).GetKey());
    }

    [Fact]
    public async Task IntegerCompoundKey_ArrivesUnchanged() =>
        Assert.Equal((7L, "a+b"), await fixture.Client.GetGrain<ICompoundKeyGrain>(7, "a+b").GetKey());

    [Fact]
    public async Task GuidCompoundKey_ArrivesUnchanged()
    {
        Guid key = new("00112233-4455-6677-8899-aabbccddeeff");
        Assert.Equal((key, "ext"), await fixture.Client.GetGrain<IGuidCompoundKeyGrain>(key, "ext").GetKey());
    }

    [Fact]
    public async Task GrainType_IsClassNameInLowerCaseWithoutGrain() =>
        Assert.Equal("stringkey/k", await fixture.Client.GetGrain<IStringKeyGrain>("k").GetIdentity());

    [Fact]
    public void References_OfSameGrainAreEqual()
    {
        IStringKeyGrain first = fixture.Client.GetGrain<IStringKeyGrain>("same");
        IStringKeyGrain second = fixture.Client.GetGrain<IStringKeyGrain>("same");
        Assert.Equal(first, second);
        Assert.Equal(first.GetHashCode(), second.GetHashCode());
        Assert.NotEqual(first, fixture.Client.GetGrain<IStringKeyGrain>("other"));
    }

    [Fact]
    public async Task AsReference_OfGrainCallsIt()
    {
        IStringKeyGrain self = await fixture.Client.GetGrain<IStringKeyGrain>("self").GetSelf();
        Assert.Equal("self", await self.GetKey());
        Assert.Equal("self", self.GetPrimaryKeyString());
    }

    [Fact]
    public void GetGrain_OfInterfaceWithoutClassIsArgumentException() =>
        Assert.Throws<ArgumentException>(() => fixture.Client.GetGrain<IUnansweredGrain>("x"));

    [Fact]
    public void GrainId_RoundTripsThroughText()
    {
        GrainId id = fixture.Client.GetGrain<IStringKeyGrain>("a/b").GetGrainId();
        Assert.Equal(id, GrainId.Parse(id.ToString()));
        Assert.Equal("a/b", id.Key.ToString());
    }
}
