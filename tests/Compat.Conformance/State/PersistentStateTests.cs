using RagCluster.Compat.Conformance.Cluster;

namespace RagCluster.Compat.Conformance.State;

/// <summary>State outlives its activation.</summary>
[Collection(ClusterTests.Name)]
public sealed class PersistentStateTests(ClusterFixture fixture)
{
    [GenerateSerializer]
    public sealed class Profile
    {
        [Id(0)]
        public string Name { get; set; } = "nobody";

        [Id(1)]
        public List<int> Numbers { get; set; } = [];
    }

    public interface IProfileGrain : IGrainWithStringKey
    {
        Task<(string Name, bool Exists, bool HasEtag)> Get();

        Task Set(string name, bool write);

        Task Clear();

        Task Reload();

        Task<string> GetSecond();

        Task SetSecond(string name);

        Task Leave();
    }

    public sealed class ProfileGrain(
        [PersistentState("profile")] IPersistentState<Profile> first,
        [PersistentState("other", "second")] IPersistentState<Profile> second
    ) : Grain, IProfileGrain
    {
        public override Task OnActivateAsync(CancellationToken cancellationToken)
        {
            Assert.NotNull(first.State);
            return Task.CompletedTask;
        }

        public Task<(string Name, bool Exists, bool HasEtag)> Get() =>
            Task.FromResult((first.State.Name, first.RecordExists, first.Etag is not null));

        public async Task Set(string name, bool write)
        {
            first.State.Name = name;
            first.State.Numbers.Add(1);
            if (write)
                await first.WriteStateAsync();
        }

        public Task Clear() => first.ClearStateAsync();

        public Task Reload() => first.ReadStateAsync();

        public Task<string> GetSecond() => Task.FromResult(second.State.Name);

        public async Task SetSecond(string name)
        {
            second.State = new Profile { Name = name };
            await second.WriteStateAsync();
        }

        public Task Leave()
        {
            DeactivateOnIdle();
            return Task.CompletedTask;
        }
    }

    private IProfileGrain NewGrain() => fixture.Client.GetGrain<IProfileGrain>(Gate.NewName());

    [Fact]
    public async Task NewState_IsDefaultAndDoesNotExist() => Assert.Equal(("nobody", false, false), await NewGrain().Get());

    [Fact]
    public async Task WrittenState_OutlivesTheActivation()
    {
        IProfileGrain grain = NewGrain();
        await grain.Set("alice", true);
        await grain.Leave();
        Assert.Equal(("alice", true, true), await grain.Get());
    }

    [Fact]
    public async Task UnwrittenState_IsLost()
    {
        IProfileGrain grain = NewGrain();
        await grain.Set("alice", true);
        await grain.Set("bob", false);
        Assert.Equal("bob", (await grain.Get()).Name);
        await grain.Reload();
        Assert.Equal("alice", (await grain.Get()).Name);
    }

    [Fact]
    public async Task ClearedState_DoesNotExist()
    {
        IProfileGrain grain = NewGrain();
        await grain.Set("alice", true);
        await grain.Clear();
        Assert.False((await grain.Get()).Exists);
        Assert.Equal("nobody", (await grain.Get()).Name);
        await grain.Set("carol", true);
        await grain.Leave();
        Assert.Equal(("carol", true, true), await grain.Get());
    }

    [Fact]
    public async Task TwoStorages_AreApart()
    {
        IProfileGrain grain = NewGrain();
        await grain.Set("first", true);
        await grain.SetSecond("second");
        await grain.Leave();
        Assert.Equal("second", await grain.GetSecond());
        Assert.Equal("first", (await grain.Get()).Name);
    }
}
