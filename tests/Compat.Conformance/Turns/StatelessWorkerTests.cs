using Orleans.Concurrency;
using RagCluster.Compat.Conformance.Cluster;

namespace RagCluster.Compat.Conformance.Turns;

/// <summary>Several activations under one key.</summary>
[Collection(ClusterTests.Name)]
public sealed class StatelessWorkerTests(ClusterFixture fixture)
{
    private const int Max = 2;

    public interface IWorkerGrain : IGrainWithIntegerKey
    {
        Task<Guid> Hold(string gate);
    }

    [StatelessWorker(Max)]
    public sealed class WorkerGrain : Grain, IWorkerGrain
    {
        private readonly Guid _identity = Guid.NewGuid();

        public async Task<Guid> Hold(string gate)
        {
            await Gate.Named(gate).PassAsync();
            return _identity;
        }
    }

    [Fact]
    public async Task Workers_ShareTheCallsUpToTheirNumber()
    {
        IWorkerGrain grain = fixture.Client.GetGrain<IWorkerGrain>(1);
        string[] gates = Enumerable.Range(0, 3).Select(_ => Gate.NewName()).ToArray();
        Task<Guid> first = grain.Hold(gates[0]);
        Task<Guid> second = grain.Hold(gates[1]);
        await Gate.Named(gates[0]).Entered;
        await Gate.Named(gates[1]).Entered;
        Task<Guid> third = grain.Hold(gates[2]);
        Assert.Equal(0, Gate.Named(gates[2]).Entries);
        foreach (string? gate in gates)
            Gate.Named(gate).Open();
        Guid[] workers = await Task.WhenAll(first, second, third);
        Assert.Equal(Max, workers.Distinct().Count());
    }
}
