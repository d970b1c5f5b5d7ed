using System.Collections.Concurrent;
using RagCluster.Compat.Conformance.Cluster;

namespace RagCluster.Compat.Conformance.Activations;

/// <summary>Many calls while activations come and go: none is lost, and there are never two activations of one grain.</summary>
[Collection(ClusterTests.Name)]
public sealed class RaceTests(ClusterFixture fixture)
{
    private static readonly ConcurrentDictionary<string, int> Alive = new();
    private static int _doubles;

    public interface IFleetingGrain : IGrainWithStringKey
    {
        Task<int> Ping(bool leave);
    }

    public sealed class FleetingGrain : Grain, IFleetingGrain
    {
        public override async Task OnActivateAsync(CancellationToken cancellationToken)
        {
            if (Alive.AddOrUpdate(this.GetPrimaryKeyString(), 1, (_, count) => count + 1) != 1)
                Interlocked.Increment(ref _doubles);
            await Task.Yield();
        }

        public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
        {
            await Task.Yield();
            Alive.AddOrUpdate(this.GetPrimaryKeyString(), 0, (_, count) => count - 1);
        }

        public async Task<int> Ping(bool leave)
        {
            if (leave)
                DeactivateOnIdle();
            await Task.Yield();
            return 1;
        }
    }

    [Fact]
    public async Task CallsDuringManyDeactivations_AreAllAnsweredByOneActivationAtATime()
    {
        Random random = new(1);
        IFleetingGrain[] grains = Enumerable.Range(0, 20).Select(_ => fixture.Client.GetGrain<IFleetingGrain>(Gate.NewName())).ToArray();
        int sum = 0;
        for (int round = 0; round < 50; round++)
        {
            // At most two departures per round and grain: officially a call is forwarded twice at most.
            IEnumerable<Task<int>> calls = grains.SelectMany(g =>
                Enumerable.Range(0, 5).Select(i => g.Ping(i == 2 && random.Next(2) == 0))
            );
            sum += (await Task.WhenAll(calls.ToList())).Sum();
        }

        Assert.Equal(20 * 50 * 5, sum);
        Assert.Equal(0, _doubles);
    }

    [Fact]
    public async Task ThousandGrains_ActivateAtOnce()
    {
        string prefix = Gate.NewName();
        IEnumerable<Task<int>> calls = Enumerable
            .Range(0, 1000)
            .Select(i => fixture.Client.GetGrain<IFleetingGrain>($"{prefix}/{i}").Ping(false));
        Assert.Equal(1000, (await Task.WhenAll(calls.ToList())).Sum());
    }

    [Fact]
    public async Task CollectionUnderLoad_LosesNoCall()
    {
        IManagementGrain management = fixture.Client.GetGrain<IManagementGrain>(0);
        string prefix = Gate.NewName();
        IFleetingGrain[] grains = Enumerable.Range(0, 50).Select(i => fixture.Client.GetGrain<IFleetingGrain>($"{prefix}/{i}")).ToArray();
        for (int round = 0; round < 10; round++)
        {
            List<Task<int>> calls = grains.Select(g => g.Ping(false)).ToList();
            await management.ForceActivationCollection(TimeSpan.FromTicks(1));
            Assert.Equal(50, (await Task.WhenAll(calls)).Sum());
        }
    }
}
