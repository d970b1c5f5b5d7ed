using Orleans.Configuration;
using Orleans.TestingHost;
using RagCluster.Compat.Conformance.Cluster;

namespace RagCluster.Compat.Conformance.Activations;

/// <summary>Activations that nobody calls end, except those that asked to stay.</summary>
public sealed class IdleTests : IAsyncLifetime
{
    private readonly ClusterFixture _fixture = new();

    public sealed class ShortLived : ISiloConfigurator
    {
        public void Configure(ISiloBuilder siloBuilder) =>
            siloBuilder.Configure<GrainCollectionOptions>(options =>
            {
                options.CollectionQuantum = TimeSpan.FromSeconds(1);
                options.CollectionAge = TimeSpan.FromSeconds(2);
            });
    }

    public interface IIdleGrain : IGrainWithStringKey
    {
        Task Stay(TimeSpan span);

        Task<int> CountCalls();
    }

    public sealed class IdleGrain : Grain, IIdleGrain
    {
        private int _calls;

        public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
        {
            Gate.Named($"{this.GetPrimaryKeyString()}/{reason.ReasonCode}").Mark();
            return Task.CompletedTask;
        }

        public Task Stay(TimeSpan span)
        {
            _calls++;
            DelayDeactivation(span);
            return Task.CompletedTask;
        }

        public Task<int> CountCalls() => Task.FromResult(++_calls);
    }

    public interface IFaithfulGrain : IGrainWithStringKey
    {
        Task<int> CountCalls();
    }

    [KeepAlive]
    public sealed class FaithfulGrain : Grain, IFaithfulGrain
    {
        private int _calls;

        public Task<int> CountCalls() => Task.FromResult(++_calls);
    }

    [Fact]
    public async Task IdleActivation_EndsAndOthersStay()
    {
        (string? idle, string? delayed, string? faithful) = (Gate.NewName(), Gate.NewName(), Gate.NewName());
        await _fixture.Client.GetGrain<IFaithfulGrain>(faithful).CountCalls();
        await _fixture.Client.GetGrain<IIdleGrain>(delayed).Stay(TimeSpan.FromHours(1));
        await _fixture.Client.GetGrain<IIdleGrain>(idle).CountCalls();
        await Gate.Named($"{idle}/{DeactivationReasonCode.ActivationIdle}").Entered;
        Assert.Equal(1, await _fixture.Client.GetGrain<IIdleGrain>(idle).CountCalls());
        Assert.Equal(2, await _fixture.Client.GetGrain<IIdleGrain>(delayed).CountCalls());
        Assert.Equal(2, await _fixture.Client.GetGrain<IFaithfulGrain>(faithful).CountCalls());
    }

    public Task InitializeAsync() => _fixture.StartAsync<ShortLived>();

    public Task DisposeAsync() => _fixture.DisposeAsync();
}
