using Orleans.Concurrency;
using Orleans.Serialization.Invocation;
using RagCluster.Compat.Conformance.Cluster;

namespace RagCluster.Compat.Conformance.Turns;

/// <summary>Calls that come back to a grain that waits for them.</summary>
[Collection(ClusterTests.Name)]
public sealed class ReentrancyTests(ClusterFixture fixture)
{
    public interface ICircleGrain : IGrainWithStringKey
    {
        [ResponseTimeout("00:00:02")]
        Task<int> CallBack(string partner);

        Task<int> CallBackReentrantly(string partner);

        Task<int> CallBackSuppressed(string partner);

        Task<int> Ask(string asker);

        Task<int> Answer();
    }

    public sealed class CircleGrain : Grain, ICircleGrain
    {
        public Task<int> CallBack(string partner) => GrainFactory.GetGrain<ICircleGrain>(partner).Ask(this.GetPrimaryKeyString());

        public async Task<int> CallBackReentrantly(string partner)
        {
            using RequestContext.ReentrancySection scope = RequestContext.AllowCallChainReentrancy();
            return await GrainFactory.GetGrain<ICircleGrain>(partner).Ask(this.GetPrimaryKeyString());
        }

        public async Task<int> CallBackSuppressed(string partner)
        {
            using RequestContext.ReentrancySection allowed = RequestContext.AllowCallChainReentrancy();
            using RequestContext.ReentrancySection suppressed = RequestContext.SuppressCallChainReentrancy();
            return await GrainFactory.GetGrain<ICircleGrain>(partner).Ask(this.GetPrimaryKeyString());
        }

        public Task<int> Ask(string asker) => GrainFactory.GetGrain<ICircleGrain>(asker).Answer();

        public Task<int> Answer() => Task.FromResult(42);
    }

    public interface IReentrantGrain : IGrainWithStringKey
    {
        Task Hold(string gate);

        Task<int> Ping();

        Task<int> CallMyself();
    }

    [Reentrant]
    public sealed class ReentrantGrain : Grain, IReentrantGrain
    {
        public Task Hold(string gate) => Gate.Named(gate).PassAsync();

        public Task<int> Ping() => Task.FromResult(1);

        public Task<int> CallMyself() => this.AsReference<IReentrantGrain>().Ping();
    }

    public interface IChoosyGrain : IGrainWithStringKey
    {
        Task Hold(string gate);

        Task<string> Echo(string text);
    }

    [MayInterleave(nameof(MayInterleave))]
    public sealed class ChoosyGrain : Grain, IChoosyGrain
    {
        public static bool MayInterleave(IInvokable call) =>
            call.GetMethodName() == nameof(Echo) && call.GetArgument(0) is string text && text.StartsWith('!');

        public Task Hold(string gate) => Gate.Named(gate).PassAsync();

        public Task<string> Echo(string text) => Task.FromResult(text);
    }

    [Fact]
    public async Task CircularCall_TimesOut()
    {
        ICircleGrain grain = fixture.Client.GetGrain<ICircleGrain>(Gate.NewName());
        await Assert.ThrowsAsync<TimeoutException>(() => grain.CallBack(Gate.NewName()));
    }

    [Fact]
    public async Task CircularCall_PassesWithinItsCallChain() =>
        Assert.Equal(42, await fixture.Client.GetGrain<ICircleGrain>(Gate.NewName()).CallBackReentrantly(Gate.NewName()));

    [Fact]
    public async Task CircularCall_TimesOutWhenItsCallChainIsSuppressed()
    {
        ICircleGrain grain = fixture.Client.GetGrain<ICircleGrain>(Gate.NewName());
        await Assert.ThrowsAsync<TimeoutException>(() => grain.CallBackSuppressed(Gate.NewName()));
    }

    [Fact]
    public async Task ReentrantGrain_AnswersWhileItWaits()
    {
        IReentrantGrain grain = fixture.Client.GetGrain<IReentrantGrain>(Gate.NewName());
        string gate = Gate.NewName();
        Task held = grain.Hold(gate);
        await Gate.Named(gate).Entered;
        Assert.Equal(1, await grain.Ping());
        Gate.Named(gate).Open();
        await held;
    }

    [Fact]
    public async Task ReentrantGrain_MayCallItself() =>
        Assert.Equal(1, await fixture.Client.GetGrain<IReentrantGrain>(Gate.NewName()).CallMyself());

    [Fact]
    public async Task MayInterleave_DecidesByTheCall()
    {
        IChoosyGrain grain = fixture.Client.GetGrain<IChoosyGrain>(Gate.NewName());
        string gate = Gate.NewName();
        Task held = grain.Hold(gate);
        await Gate.Named(gate).Entered;
        Task<string> polite = grain.Echo("please");
        Assert.Equal("!now", await grain.Echo("!now"));
        Assert.False(polite.IsCompleted);
        Gate.Named(gate).Open();
        await held;
        Assert.Equal("please", await polite);
    }
}
