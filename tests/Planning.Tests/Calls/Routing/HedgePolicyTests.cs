using RagCluster.Planning.Calls.Routing;

namespace RagCluster.Planning.Tests.Calls.Routing;

public sealed class HedgePolicyTests
{
    [Fact]
    public void SecondRequests_StayWithinFivePercent()
    {
        HedgePolicy policy = new();
        int hedged = 0;
        for (int i = 0; i < 10_000; i++)
        {
            policy.Begin();
            if (policy.TryHedge())
                hedged++;
        }

        Assert.InRange(hedged, 480, 500);
    }

    [Fact]
    public void FirstRequest_HasNoBudget()
    {
        HedgePolicy policy = new();
        policy.Begin();
        Assert.False(policy.TryHedge());
    }

    [Fact]
    public void QuietTimes_SaveUpNoMoreThanTheLimit()
    {
        HedgeBudget budget = new(0.05, 20);
        for (int i = 0; i < 100_000; i++)
            budget.Earn();
        Assert.Equal(20, Enumerable.Range(0, 100).Count(_ => budget.TrySpend()));
    }

    [Fact]
    public void Delay_FollowsTheNinetyFifthPercentile()
    {
        HedgePolicy policy = new();
        Assert.Equal(100, policy.Delay([]).TotalMilliseconds);
        for (int i = 0; i < 1000; i++)
            policy.Observe("a", TimeSpan.FromMilliseconds(i % 20 == 0 ? 40 : 8));
        Assert.InRange(policy.Delay([]).TotalMilliseconds, 7, 45);
        for (int i = 0; i < 20_000; i++)
            policy.Observe("a", TimeSpan.FromMilliseconds(0.1));
        Assert.Equal(2, policy.Delay([]).TotalMilliseconds);
    }

    [Fact]
    public void SlowTarget_DoesNotSetTheTimeThatItIsGiven()
    {
        HedgePolicy policy = new();
        for (int i = 0; i < 1000; i++)
            policy.Observe(i % 5 == 0 ? "slow" : "fast", TimeSpan.FromMilliseconds(i % 5 == 0 ? 45 : 4));
        Assert.InRange(policy.Delay([new RouteTarget("fast", 1)]).TotalMilliseconds, 3.5, 4.5);
        Assert.InRange(policy.Delay([new RouteTarget("slow", 1)]).TotalMilliseconds, 40, 50);
        Assert.InRange(policy.Delay([new RouteTarget("new", 1), new RouteTarget("fast", 1)]).TotalMilliseconds, 3.5, 4.5);
    }
}
