using RagCluster.Planning.Routing;

namespace RagCluster.Planning.Tests.Routing;

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
        Assert.Equal(100, policy.Delay().TotalMilliseconds);
        for (int i = 0; i < 1000; i++)
            policy.Observe(TimeSpan.FromMilliseconds(i % 20 == 0 ? 40 : 8));
        Assert.InRange(policy.Delay().TotalMilliseconds, 7, 45);
        for (int i = 0; i < 20_000; i++)
            policy.Observe(TimeSpan.FromMilliseconds(0.1));
        Assert.Equal(2, policy.Delay().TotalMilliseconds);
    }
}
