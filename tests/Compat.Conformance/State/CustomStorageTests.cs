using System.Collections.Concurrent;
using Orleans.Runtime.Hosting;
using Orleans.Storage;
using Orleans.TestingHost;
using RagCluster.Compat.Conformance.Cluster;

namespace RagCluster.Compat.Conformance.State;

/// <summary>A storage of our own, registered under a name.</summary>
public sealed class CustomStorageTests : IAsyncLifetime
{
    private readonly ClusterFixture _fixture = new();

    public sealed class EntryStorage(string name) : IGrainStorage, ILifecycleParticipant<ISiloLifecycle>
    {
        public static readonly ConcurrentDictionary<string, object?> Entries = new();

        public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            if (grainId.Key.ToString().EndsWith("unreadable", StringComparison.Ordinal))
                throw new IOException("disk");
            if (Entries.TryGetValue($"{name}/{stateName}/{grainId}", out object? value))
            {
                grainState.State = (T?)value;
                grainState.ETag = "1";
                grainState.RecordExists = true;
            }

            return Task.CompletedTask;
        }

        public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            if (grainId.Key.ToString().EndsWith("contested", StringComparison.Ordinal))
                throw new InconsistentStateException("someone else wrote", "2", grainState.ETag);
            Entries[$"{name}/{stateName}/{grainId}"] = grainState.State;
            grainState.ETag = "1";
            grainState.RecordExists = true;
            return Task.CompletedTask;
        }

        public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            Entries.TryRemove($"{name}/{stateName}/{grainId}", out _);
            grainState.RecordExists = false;
            return Task.CompletedTask;
        }

        public void Participate(ISiloLifecycle lifecycle) =>
            lifecycle.Subscribe(
                nameof(EntryStorage),
                ServiceLifecycleStage.ApplicationServices,
                _ =>
                {
                    Gate.Named($"{name}/started").Mark();
                    return Task.CompletedTask;
                }
            );
    }

    public sealed class Settings : ISiloConfigurator
    {
        public void Configure(ISiloBuilder siloBuilder) =>
            siloBuilder.Services.AddGrainStorage("entries", (_, name) => new EntryStorage(name));
    }

    public interface IEntryGrain : IGrainWithStringKey
    {
        [ResponseTimeout("00:00:20")]
        Task<int> Get();

        Task<Guid> GetIdentity();

        Task Set(int value);
    }

    public sealed class EntryGrain([PersistentState("number", "entries")] IPersistentState<int> number) : Grain, IEntryGrain
    {
        private readonly Guid _identity = Guid.NewGuid();

        public Task<int> Get() => Task.FromResult(number.State);

        public Task<Guid> GetIdentity() => Task.FromResult(_identity);

        public Task Set(int value)
        {
            number.State = value;
            return number.WriteStateAsync();
        }
    }

    public interface IHomelessGrain : IGrainWithStringKey
    {
        [ResponseTimeout("00:00:20")]
        Task<int> Get();
    }

    public sealed class HomelessGrain([PersistentState("number", "nowhere")] IPersistentState<int> number) : Grain, IHomelessGrain
    {
        public Task<int> Get() => Task.FromResult(number.State);
    }

    [Fact]
    public async Task NamedStorage_ReceivesNameAndIdAndTakesPartInTheLifecycle()
    {
        string key = Gate.NewName();
        await _fixture.Client.GetGrain<IEntryGrain>(key).Set(5);
        Assert.Equal(5, EntryStorage.Entries[$"entries/number/entry/{key}"]);
        await Gate.Named("entries/started").Entered;
    }

    [Fact]
    public async Task InconsistentState_ArrivesAndEndsTheActivation()
    {
        IEntryGrain grain = _fixture.Client.GetGrain<IEntryGrain>(Gate.NewName() + "contested");
        Guid before = await grain.GetIdentity();
        InconsistentStateException error = await Assert.ThrowsAsync<InconsistentStateException>(() => grain.Set(1));
        Assert.Equal("2", error.StoredEtag);
        Assert.NotEqual(before, await grain.GetIdentity());
    }

    [Fact]
    public async Task UnreadableState_FailsTheActivation() =>
        await Assert.ThrowsAnyAsync<Exception>(() => _fixture.Client.GetGrain<IEntryGrain>(Gate.NewName() + "unreadable").Get());

    [Fact]
    public async Task MissingStorage_IsNamedInTheError()
    {
        Exception error = await Assert.ThrowsAnyAsync<Exception>(() => _fixture.Client.GetGrain<IHomelessGrain>(Gate.NewName()).Get());
        Assert.Contains("nowhere", error.ToString(), StringComparison.Ordinal);
    }

    public Task InitializeAsync() => _fixture.StartAsync<Settings>();

    public Task DisposeAsync() => _fixture.DisposeAsync();
}
