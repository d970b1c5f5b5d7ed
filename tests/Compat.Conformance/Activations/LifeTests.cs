using System.Collections.Concurrent;
using RagCluster.Compat.Conformance.Cluster;

namespace RagCluster.Compat.Conformance.Activations;

/// <summary>How an activation begins and ends.</summary>
[Collection(ClusterTests.Name)]
public sealed class LifeTests(ClusterFixture fixture)
{
    private static readonly ConcurrentQueue<(string Key, string Event)> Log = new();

    public interface ILivingGrain : IGrainWithStringKey
    {
        Task<Guid> GetIdentity();

        Task<Guid> LeaveWhenIdle();

        Task HoldAndLeave(string gate);
    }

    public sealed class LivingGrain : Grain, ILivingGrain, IDisposable
    {
        private readonly Guid _identity = Guid.NewGuid();

        public override Task OnActivateAsync(CancellationToken cancellationToken)
        {
            Note("activate");
            return Task.CompletedTask;
        }

        public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
        {
            Note($"deactivate {reason.ReasonCode}");
            return Task.CompletedTask;
        }

        public Task<Guid> GetIdentity() => Task.FromResult(_identity);

        public Task<Guid> LeaveWhenIdle()
        {
            DeactivateOnIdle();
            return Task.FromResult(_identity);
        }

        public async Task HoldAndLeave(string gate)
        {
            DeactivateOnIdle();
            await Gate.Named(gate).PassAsync();
        }

        public void Dispose() => Note("dispose");

        private void Note(string text)
        {
            Log.Enqueue((this.GetPrimaryKeyString(), text));
            Gate.Named($"{this.GetPrimaryKeyString()}/{text}").Mark();
        }
    }

    public interface IStillbornGrain : IGrainWithStringKey
    {
        [ResponseTimeout("00:00:20")]
        Task<int> Ping();
    }

    public sealed class StillbornGrain : Grain, IStillbornGrain
    {
        public override Task OnActivateAsync(CancellationToken cancellationToken) =>
            Gate.Named($"{this.GetPrimaryKeyString()}/healthy").Entries > 0 ? Task.CompletedTask : throw new FormatException("not born");

        public Task<int> Ping() => Task.FromResult(1);
    }

    public interface IUnconstructibleGrain : IGrainWithStringKey
    {
        [ResponseTimeout("00:00:20")]
        Task<int> Ping();
    }

    public sealed class UnconstructibleGrain : Grain, IUnconstructibleGrain
    {
        public UnconstructibleGrain() => throw new FormatException("not made");

        public Task<int> Ping() => Task.FromResult(1);
    }

    public interface IPocoGrain : IGrainWithStringKey
    {
        Task<string> GetKey();
    }

    public sealed class PocoGrain(IGrainContext context) : IGrainBase, IPocoGrain
    {
        private string _note = "";

        public IGrainContext GrainContext { get; } = context;

        public Task OnActivateAsync(CancellationToken token)
        {
            _note = "activated ";
            return Task.CompletedTask;
        }

        public Task<string> GetKey() => Task.FromResult(_note + this.GrainContext.GrainId.Key);
    }

    [Fact]
    public async Task DeactivateOnIdle_EndsTheActivationAfterTheCall()
    {
        string key = Gate.NewName();
        ILivingGrain grain = fixture.Client.GetGrain<ILivingGrain>(key);
        Guid first = await grain.LeaveWhenIdle();
        await Gate.Named($"{key}/deactivate ApplicationRequested").Entered;
        Assert.NotEqual(first, await grain.GetIdentity());
        await Gate.Named($"{key}/dispose").Entered;
        List<string> events = Log.Where(e => e.Key == key).Select(e => e.Event).ToList();
        Assert.Equal(2, events.Count(e => e == "activate"));
        Assert.True(events.IndexOf("deactivate ApplicationRequested") < events.LastIndexOf("activate"));
    }

    [Fact]
    public async Task CallDuringDeactivation_IsAnsweredByTheNextActivation()
    {
        string key = Gate.NewName();
        ILivingGrain grain = fixture.Client.GetGrain<ILivingGrain>(key);
        Guid first = await grain.GetIdentity();
        string gate = Gate.NewName();
        Task held = grain.HoldAndLeave(gate);
        await Gate.Named(gate).Entered;
        Task<Guid> next = grain.GetIdentity();
        Gate.Named(gate).Open();
        await held;
        Assert.NotEqual(first, await next);
    }

    [Fact]
    public async Task FailedActivation_TellsTheCallerWhyAndIsTriedAgain()
    {
        string key = Gate.NewName();
        IStillbornGrain grain = fixture.Client.GetGrain<IStillbornGrain>(key);
        Assert.Equal("not born", (await Assert.ThrowsAsync<FormatException>(() => grain.Ping())).Message);
        Gate.Named($"{key}/healthy").Mark();
        Assert.Equal(1, await grain.Ping());
    }

    [Fact]
    public async Task FailedConstructor_TellsTheCaller() =>
        await Assert.ThrowsAnyAsync<Exception>(() => fixture.Client.GetGrain<IUnconstructibleGrain>(Gate.NewName()).Ping());

    [Fact]
    public async Task ConcurrentFirstCalls_MakeOneActivation()
    {
        string key = Gate.NewName();
        ILivingGrain grain = fixture.Client.GetGrain<ILivingGrain>(key);
        Guid[] identities = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(() => grain.GetIdentity())));
        Assert.Single(identities.Distinct());
        Assert.Equal(1, Gate.Named($"{key}/activate").Entries);
    }

    [Fact]
    public async Task GrainBase_WithoutGrainClassWorks() =>
        Assert.Equal("activated poco", await fixture.Client.GetGrain<IPocoGrain>("poco").GetKey());
}
