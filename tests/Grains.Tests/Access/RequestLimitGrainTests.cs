using RagCluster.Access.Limits;
using RagCluster.Grains.Interfaces.Access;

namespace RagCluster.Grains.Tests.Access;

/// <summary>Requests that reach three silos at once are counted together (T14).</summary>
public sealed class RequestLimitGrainTests(ThreeSilos cluster) : IClassFixture<ThreeSilos>
{
    // The slack that is stated: none, while no silo is lost.
    private const int Slack = 0;
    private static readonly RequestLimit Hundred = new(100, TimeSpan.FromMinutes(10));

    [Fact]
    public async Task OverThreeSilos_TheLimitIsAccepted()
    {
        SharedLimits[] silos = [.. cluster.Silos.GetActiveSilos().Select(silo => Shared(ProductCluster.GrainsOf(silo)))];
        Assert.Equal(3, silos.Length);
        Task<LimitOutcome[]> hammers = TakeAsync(silos, "hammers", 600);
        Task<LimitOutcome[]> steady = TakeAsync(silos, "steady", 90);
        Assert.InRange((await hammers).Count(outcome => outcome.IsAccepted), Hundred.Requests, Hundred.Requests + Slack);
        Assert.All(await steady, outcome => Assert.True(outcome.IsAccepted));
        Assert.All(
            (await hammers).Where(outcome => !outcome.IsAccepted),
            outcome => Assert.InRange(outcome.Reset, default, Hundred.Window)
        );
    }

    private static Task<LimitOutcome[]> TakeAsync(SharedLimits[] silos, string caller, int count) =>
        Task.WhenAll(
            Enumerable
                .Range(0, count)
                .Select(i => Task.Run(() => silos[i % silos.Length].TakeAsync(caller, Hundred, CancellationToken.None)))
        );

    private static SharedLimits Shared(IGrainFactory grains) =>
        new(
            async (caller, limit, cancellationToken) =>
            {
                TakenRequest taken = await grains
                    .GetGrain<IRequestLimitGrain>("key/0")
                    .TakeAsync(caller, limit.Requests, limit.Window, cancellationToken);
                return new LimitOutcome(taken.IsAccepted, taken.Remaining, taken.Reset);
            },
            TimeProvider.System
        );
}
