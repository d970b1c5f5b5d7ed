using RagCluster.Planning.Queries.Superposition.Plans;

namespace RagCluster.Planning.Tests.Queries.Superposition.Plans;

public sealed class PlanMenuTests
{
    [Fact]
    public void CriticalPath_IsTheLongestOfTheWays()
    {
        PlanMenu menu = RetrievalMenu.Default;
        double[] latencies = new double[menu.Stages.Count];
        latencies[menu.StageNumber("embed")] = 2;
        latencies[menu.StageNumber("dense")] = 3;
        latencies[menu.StageNumber("lexical")] = 4;
        latencies[menu.StageNumber("fuse")] = 1;
        latencies[menu.StageNumber("rerank")] = 10;
        Assert.Equal(4, menu.CriticalPath(menu.PlanNumber("lexical"), latencies));
        Assert.Equal(6, menu.CriticalPath(menu.PlanNumber("hybrid"), latencies));
        Assert.Equal(16, menu.CriticalPath(menu.PlanNumber("hybrid+rerank"), latencies));
        latencies[menu.StageNumber("lexical")] = 7;
        Assert.Equal(8, menu.CriticalPath(menu.PlanNumber("hybrid"), latencies));
    }

    [Fact]
    public void CriticalPath_NeverFallsWhenAStageSlows()
    {
        PlanMenu menu = RetrievalMenu.Default;
        Random random = new(3);
        for (int round = 0; round < 500; round++)
        {
            double[] latencies = [.. menu.Stages.Select(_ => random.NextDouble())];
            double[] before = [.. Enumerable.Range(0, menu.Plans.Count).Select(plan => menu.CriticalPath(plan, latencies))];
            latencies[random.Next(latencies.Length)] += random.NextDouble();
            Assert.All(before, (path, plan) => Assert.InRange(menu.CriticalPath(plan, latencies), path, double.MaxValue));
        }
    }

    [Fact]
    public void StepBeforeWhatItWaitsFor_IsRefused() =>
        Assert.Throws<ArgumentException>(() =>
            new PlanMenu(new TaskPlan("p", 1, new TaskStage("a", TimeSpan.Zero, "b"), new TaskStage("b", TimeSpan.Zero, "a")))
        );

    [Fact]
    public void SamePlanTwice_IsRefused()
    {
        TaskPlan plan = new("p", 1, new TaskStage("a", TimeSpan.Zero));
        Assert.Throws<ArgumentException>(() => new PlanMenu(plan, plan));
    }

    [Fact]
    public void UnknownSubPlan_IsRefused() =>
        Assert.Throws<ArgumentException>(() => new PlanMenu(new TaskPlan("p", 1, new TaskStage("a", TimeSpan.Zero)) { SubPlans = ["q"] }));

    [Fact]
    public void MoreThanEightPlans_AreRefused() =>
        Assert.Throws<ArgumentException>(() =>
            new PlanMenu([.. Enumerable.Range(0, 9).Select(i => new TaskPlan($"p{i}", 1, new TaskStage("a", TimeSpan.Zero)))])
        );
}
