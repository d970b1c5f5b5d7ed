using RagCluster.Compat.Conformance.Cluster;

namespace RagCluster.Compat.Conformance.Calls;

/// <summary>The request context travels with the call and what it causes, and not back.</summary>
[Collection(ClusterTests.Name)]
public sealed class ContextTests(ClusterFixture fixture)
{
    public interface IContextGrain : IGrainWithStringKey
    {
        Task<string?> Read(string key);

        Task<string?> ReadAt(string other, string key);

        Task Write(string key, string value);

        Task<bool> AmbientValueArrives();
    }

    public sealed class ContextGrain : Grain, IContextGrain
    {
        public Task<string?> Read(string key) => Task.FromResult(RequestContext.Get(key) as string);

        public Task<string?> ReadAt(string other, string key) => GrainFactory.GetGrain<IContextGrain>(other).Read(key);

        public Task Write(string key, string value)
        {
            RequestContext.Set(key, value);
            return Task.CompletedTask;
        }

        public Task<bool> AmbientValueArrives() => Task.FromResult(Ambient.Value is not null);
    }

    private static readonly AsyncLocal<string?> Ambient = new();

    [Fact]
    public async Task Value_ArrivesAtTheGrainAndBeyond()
    {
        RequestContext.Set("who", "alice");
        IContextGrain grain = fixture.Client.GetGrain<IContextGrain>(Gate.NewName());
        Assert.Equal("alice", await grain.Read("who"));
        Assert.Equal("alice", await grain.ReadAt(Gate.NewName(), "who"));
        RequestContext.Clear();
        Assert.Null(await grain.Read("who"));
    }

    [Fact]
    public async Task Value_DoesNotComeBack()
    {
        RequestContext.Clear();
        IContextGrain grain = fixture.Client.GetGrain<IContextGrain>(Gate.NewName());
        await grain.Write("mine", "secret");
        Assert.Null(RequestContext.Get("mine"));
        Assert.Null(await grain.Read("mine"));
    }

    [Fact]
    public async Task Removed_IsNotSent()
    {
        RequestContext.Set("a", "1");
        RequestContext.Set("b", "2");
        Assert.True(RequestContext.Remove("a"));
        IContextGrain grain = fixture.Client.GetGrain<IContextGrain>(Gate.NewName());
        Assert.Null(await grain.Read("a"));
        Assert.Equal("2", await grain.Read("b"));
        RequestContext.Clear();
    }

    [Fact]
    public async Task OtherAmbientValues_StayWithTheCaller()
    {
        Ambient.Value = "mine";
        Assert.False(await fixture.Silo.GetGrain<IContextGrain>(Gate.NewName()).AmbientValueArrives());
    }
}
