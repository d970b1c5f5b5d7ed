using RagCluster.Compat.Conformance.Cluster;

namespace RagCluster.Compat.Conformance.Calls;

/// <summary>Cancellation tokens among the arguments.</summary>
[Collection(ClusterTests.Name)]
public sealed class CancellationTests(ClusterFixture fixture)
{
    public interface ICancelledGrain : IGrainWithStringKey
    {
        Task<bool> CanBeCancelled(CancellationToken cancellationToken = default);

        Task HoldUntilCancelled(string gate, CancellationToken cancellationToken);

        Task Pass(string gate, CancellationToken cancellationToken);

        Task Throw();
    }

    public sealed class CancelledGrain : Grain, ICancelledGrain
    {
        public Task<bool> CanBeCancelled(CancellationToken cancellationToken) => Task.FromResult(cancellationToken.IsCancellationRequested);

        public async Task HoldUntilCancelled(string gate, CancellationToken cancellationToken)
        {
            try
            {
                await Gate.Named(gate).PassAsync(cancellationToken);
            }
            catch (OperationCanceledException)
            {
                Gate.Named(gate + "/seen").Mark();
                throw;
            }
        }

        public Task Pass(string gate, CancellationToken cancellationToken)
        {
            Gate.Named(gate).Mark();
            return Task.CompletedTask;
        }

        public Task Throw() => throw new OperationCanceledException("by the grain itself");
    }

    private ICancelledGrain NewGrain() => fixture.Client.GetGrain<ICancelledGrain>(Gate.NewName());

    [Fact]
    public async Task CancelledBefore_IsNotSent()
    {
        string gate = Gate.NewName();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await NewGrain().Pass(gate, new CancellationToken(true)));
        Assert.Equal(0, Gate.Named(gate).Entries);
    }

    [Fact]
    public async Task CancelledDuring_EndsTheCallAndTellsTheGrain()
    {
        string gate = Gate.NewName();
        using CancellationTokenSource source = new();
        Task call = NewGrain().HoldUntilCancelled(gate, source.Token);
        await Gate.Named(gate).Entered;
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await Gate.Named(gate + "/seen").Entered;
    }

    [Fact]
    public async Task CancelledWhileQueued_EndsTheCallAtOnce()
    {
        (ICancelledGrain? grain, string? first, string? second) = (NewGrain(), Gate.NewName(), Gate.NewName());
        using CancellationTokenSource source = new();
        Task held = grain.HoldUntilCancelled(first, CancellationToken.None);
        await Gate.Named(first).Entered;
        Task queued = grain.Pass(second, source.Token);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => queued);
        Assert.Equal(0, Gate.Named(second).Entries);
        Assert.False(held.IsCompleted);
        Gate.Named(first).Open();
        await held;
        Assert.False(await grain.CanBeCancelled());
    }

    [Fact]
    public async Task TokenThatIsNotCancelled_DisturbsNothing()
    {
        using CancellationTokenSource source = new();
        Assert.False(await NewGrain().CanBeCancelled(source.Token));
    }

    [Fact]
    public async Task CancellationByTheGrain_ArrivesAsCancellation() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => NewGrain().Throw());

    [Fact]
    public async Task CancelledInSilo_TellsTheGrain()
    {
        string gate = Gate.NewName();
        using CancellationTokenSource source = new();
        Task call = fixture.Silo.GetGrain<ICancelledGrain>(Gate.NewName()).HoldUntilCancelled(gate, source.Token);
        await Gate.Named(gate).Entered;
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await Gate.Named(gate + "/seen").Entered;
    }
}
