using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Query.Observing;
using RagCluster.Grains.Query.Routing;
using RagCluster.Planning.Calls.Routing;

namespace RagCluster.Grains.Tests.Query.Routing;

public sealed class ReplicaAttemptsTests
{
    // Longer than any machine stands still: where a test waits for something else, this must not come first.
    private readonly ReplicaAttempts _attempts = Attempts(TimeSpan.FromMinutes(1));

    [Fact]
    public async Task FailedTarget_IsTakenOutAndTheNextCallGoesElsewhere()
    {
        List<RouteTarget> open = Targets();
        List<string> asked = [];
        while (open.Count > 0)
        {
            (bool answered, string? answer) = await _attempts.RunAsync(
                open,
                (target, _) =>
                {
                    asked.Add(target);
                    return asked.Count == 1 ? Task.FromException<string>(new SiloUnavailableException("gone")) : Task.FromResult(target);
                },
                CancellationToken.None
            );
            if (answered)
                Assert.Equal(asked[1], answer);
        }

        Assert.Equal(2, asked.Distinct().Count());
    }

    [Fact]
    public async Task SlowTarget_IsOvertakenBySecondRequestOnceTheBudgetAllows()
    {
        for (int i = 0; i < 100; i++)
            await _attempts.RunAsync(Targets(), (target, _) => Task.FromResult(target), CancellationToken.None);
        List<string> asked = [];
        bool firstWasCancelled = false;
        (bool answered, string answer) = await _attempts.RunAsync(
            Targets(),
            async (target, token) =>
            {
                asked.Add(target);
                if (asked.Count == 1)
                {
                    token.Register(() => firstWasCancelled = true);
                    await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
                }

                return target;
            },
            CancellationToken.None
        );
        Assert.True(answered);
        Assert.Equal(asked[1], answer);
        Assert.True(firstWasCancelled);
    }

    [Fact]
    public async Task HangingTarget_EndsAfterItsTimeEvenWithoutBudget()
    {
        List<RouteTarget> open = Targets();
        TaskCompletionSource<string> never = new();
        Task<string> Hang(string target, CancellationToken token) => never.Task;
        (bool answered, _) = await Attempts(TimeSpan.FromMilliseconds(100)).RunAsync(open, Hang, CancellationToken.None);
        Assert.False(answered);
        Assert.Single(open);
    }

    [Fact]
    public async Task WithoutHedging_NoSecondTargetIsAsked()
    {
        ReplicaAttempts attempts = Attempts(TimeSpan.FromMilliseconds(500), hedges: false);
        for (int i = 0; i < 100; i++)
            await attempts.RunAsync(Targets(), (target, _) => Task.FromResult(target), CancellationToken.None);
        TaskCompletionSource<string> never = new();
        List<string> asked = [];
        (bool answered, _) = await attempts.RunAsync(
            Targets(),
            (target, _) =>
            {
                asked.Add(target);
                return never.Task;
            },
            CancellationToken.None
        );
        Assert.False(answered);
        Assert.Single(asked);
    }

    [Fact]
    public async Task ErrorThatAnotherReplicaWouldRepeat_IsThrown()
    {
        RagException error = await Assert.ThrowsAsync<RagException>(() =>
            _attempts.RunAsync(
                Targets(),
                (_, _) => Task.FromException<string>(RagException.NotFound("collection", "c")),
                CancellationToken.None
            )
        );
        Assert.Equal(ErrorKind.NotFound, error.Kind);
    }

    [Fact]
    public async Task CallersTime_EndsTheWait()
    {
        using CancellationTokenSource deadline = new(TimeSpan.FromMilliseconds(50));
        TaskCompletionSource<string> never = new();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            _attempts.RunAsync([new RouteTarget("only", 1)], (_, _) => never.Task, deadline.Token)
        );
    }

    private static ReplicaAttempts Attempts(TimeSpan timeout, bool hedges = true)
    {
        IOptions<QueryOptions> options = Options.Create(new QueryOptions { AttemptTimeout = timeout, Hedging = hedges });
        return new ReplicaAttempts(
            options,
            new QueryObservers([], TimeProvider.System),
            TimeProvider.System,
            NullLogger<ReplicaAttempts>.Instance
        );
    }

    private static List<RouteTarget> Targets() => [new RouteTarget("a", 1), new RouteTarget("b", 1)];
}
