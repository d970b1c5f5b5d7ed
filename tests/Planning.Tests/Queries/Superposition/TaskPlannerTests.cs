using RagCluster.Planning.Queries.Superposition;
using RagCluster.Planning.Queries.Superposition.Beliefs;
using RagCluster.Planning.Queries.Superposition.Plans;

namespace RagCluster.Planning.Tests.Queries.Superposition;

public sealed class TaskPlannerTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly PlanMenu Menu = RetrievalMenu.Default;

    [Fact]
    public void Probabilities_SumToOneAndEntropyLiesBetweenZeroAndOne()
    {
        Random random = new(21);
        for (int round = 0; round < 200; round++)
        {
            PlanDecision decision = Planner().Decide(Any(random), new PlanRequest(), (ulong)round, Start);
            Assert.Equal(1, decision.Superposition.Probabilities.Sum(), 1e-9);
            Assert.Equal(1, decision.Superposition.Amplitudes.Sum(amplitude => amplitude * amplitude), 1e-9);
            Assert.InRange(decision.Superposition.Entropy, 0, 1);
            Assert.InRange(decision.Plan, 0, Menu.Plans.Count - 1);
        }
    }

    [Fact]
    public void NothingKnown_HasHighEntropyAndMuchKnownHasNone()
    {
        PlanDecision fresh = Planner().Decide(new PlanBeliefs(Menu), new PlanRequest(), 1, Start);
        Assert.InRange(fresh.Superposition.Entropy, 0.9, 1);
        Assert.False(fresh.IsCollapsed);
        PlanDecision known = Planner().Decide(Known(best: 3), new PlanRequest(), 1, Start);
        Assert.InRange(known.Superposition.Entropy, 0, 0.05);
        Assert.True(known.IsCollapsed);
        Assert.Equal(3, known.Plan);
    }

    [Fact]
    public void EqualPlans_HaveEntropyOneOnAverage()
    {
        PlanMenu menu = new(
            new TaskPlan("a", 1, new TaskStage("s", TimeSpan.FromMilliseconds(1))),
            new TaskPlan("b", 1, new TaskStage("s", TimeSpan.FromMilliseconds(1)))
        );
        double entropy = Enumerable
            .Range(0, 50)
            .Average(seed => Planner().Decide(new PlanBeliefs(menu), new PlanRequest(), (ulong)seed, Start).Superposition.Entropy);
        Assert.InRange(entropy, 0.98, 1);
    }

    [Fact]
    public void SameSeedAndLog_GiveTheSamePlans()
    {
        List<PlanDecision> decisions = [];
        for (int run = 0; run < 2; run++)
        {
            Random random = new(4);
            PlanBeliefs beliefs = new(Menu);
            for (int i = 0; i < 300; i++)
            {
                PlanDecision decision = Planner().Decide(beliefs, new PlanRequest { LabelsPerHour = 100 }, (ulong)i, Start.AddSeconds(i));
                decisions.Add(decision);
                BeliefDelta delta = new(Menu, beliefs.Epoch);
                delta.AddOutcome(decision.Plan, random.Next(2), 1);
                foreach (int stage in Menu.StagesOf(decision.Plan))
                    delta.AddLatency(new StageAtSilo(stage, "a"), TimeSpan.FromMilliseconds(random.Next(1, 50)), Start.AddSeconds(i));
                beliefs.Apply(delta);
                if (i == 150)
                    beliefs.Decohere(0.5);
            }
        }

        for (int i = 0; i < 300; i++)
        {
            Assert.Equal(decisions[i].Plan, decisions[300 + i].Plan);
            Assert.Equal(decisions[i].Superposition.Probabilities, decisions[300 + i].Superposition.Probabilities);
        }

        Assert.InRange(decisions.Take(300).DistinctBy(decision => decision.Plan).Count(), 2, Menu.Plans.Count);
    }

    [Fact]
    public void OpenBreaker_DeadlineAndBudget_KeepPlansOut()
    {
        PlanBeliefs beliefs = Known(best: Menu.PlanNumber("hybrid+rerank"));
        foreach (
            PlanRequest request in (PlanRequest[])
                [
                    new() { OpenBreakers = ["rerank"] },
                    new() { Deadline = TimeSpan.FromMilliseconds(10) },
                    new() { Budget = 2.5 },
                    new() { Excluded = ["hybrid+rerank"] },
                ]
        )
        {
            PlanDecision decision = Planner().Decide(beliefs, request, 9, Start);
            Assert.NotEqual(Menu.PlanNumber("hybrid+rerank"), decision.Plan);
            Assert.Equal(0, decision.Superposition.Probabilities[Menu.PlanNumber("hybrid+rerank")]);
            Assert.False(decision.IsFallback);
        }
    }

    [Fact]
    public void NothingFits_TheQuickestThatCanRunIsTaken()
    {
        PlanDecision decision = Planner()
            .Decide(
                new PlanBeliefs(Menu),
                new PlanRequest
                {
                    Deadline = TimeSpan.FromTicks(1),
                    Excluded = ["cached"],
                    OpenBreakers = ["embed"],
                },
                2,
                Start
            );
        Assert.True(decision.IsFallback);
        Assert.Equal("lexical", Menu.Plans[decision.Plan].Name);
    }

    [Fact]
    public void WithoutLabels_TheBestExpectationIsTaken()
    {
        Random random = new(31);
        for (int round = 0; round < 50; round++)
        {
            PlanDecision decision = Planner().Decide(Any(random), new PlanRequest(), (ulong)round, Start);
            Assert.Equal(decision.Superposition.Best, decision.Plan);
        }
    }

    [Fact]
    public void StageThatSlows_IsLeftWithinTwoHundredQueriesAndTriedAgainWhenItsLatencyFaded()
    {
        PlanMenu menu = new(
            new TaskPlan("quick", 1, new TaskStage("lexical", TimeSpan.FromMilliseconds(10))),
            new TaskPlan("good", 1, new TaskStage("rerank", TimeSpan.FromMilliseconds(100)))
        );
        PlanBeliefs beliefs = new(menu);
        BeliefDelta golden = new(menu, 0);
        golden.AddOutcome(0, 0.6, 200);
        golden.AddOutcome(1, 0.7, 200);
        beliefs.Apply(golden);
        int? left = null;
        for (int i = 0; i < 4000; i++)
        {
            DateTimeOffset now = Start.AddSeconds(i / 10.0);
            PlanDecision decision = Planner().Decide(beliefs, new PlanRequest(), (ulong)i, now);
            if (i is > 100 and <= 1000)
                Assert.Equal(1, decision.Plan);
            if (i > 1000 && decision.Plan == 0)
                left ??= i - 1000;
            BeliefDelta delta = new(menu, 0);
            delta.AddLatency(
                new StageAtSilo(decision.Plan, "a"),
                TimeSpan.FromMilliseconds(
                    decision.Plan == 0 ? 10
                    : i > 1000 ? 800
                    : 100
                ),
                now
            );
            beliefs.Apply(delta);
        }

        Assert.InRange(left ?? int.MaxValue, 1, 200);
        DateTimeOffset later = Start.AddSeconds(400 + 1800);
        Assert.Equal(1, Planner().Decide(beliefs, new PlanRequest(), 1, later).Plan);
    }

    [Fact]
    public void WrongOption_IsRefused() =>
        Assert.Throws<ArgumentException>(() => new TaskPlanner(new TaskPlannerOptions { Kappa = 2 }, TimeProvider.System, () => 1));

    [Fact]
    public void Decision_TellsItsSeedTimeAndEpoch()
    {
        PlanBeliefs beliefs = new(Menu);
        beliefs.Decohere(1);
        PlanDecision decision = Planner().Decide(beliefs, new PlanRequest());
        Assert.Equal(77UL, decision.Seed);
        Assert.Equal(1, decision.Epoch);
        PlanDecision again = Planner().Decide(beliefs, new PlanRequest(), decision.Seed, decision.At);
        Assert.Equal(decision.Superposition.Probabilities, again.Superposition.Probabilities);
    }

    private static TaskPlanner Planner() => new(new TaskPlannerOptions { Kappa = 0.3 }, TimeProvider.System, () => 77);

    private static PlanBeliefs Known(int best)
    {
        PlanBeliefs beliefs = new(Menu);
        BeliefDelta delta = new(Menu, 0);
        for (int plan = 0; plan < Menu.Plans.Count; plan++)
            delta.AddOutcome(plan, plan == best ? 0.9 : 0.3, 1000);
        beliefs.Apply(delta);
        return beliefs;
    }

    private static PlanBeliefs Any(Random random)
    {
        PlanBeliefs beliefs = new(Menu);
        BeliefDelta delta = new(Menu, 0);
        for (int i = 0; i < 30; i++)
        {
            delta.AddOutcome(random.Next(Menu.Plans.Count), random.NextDouble(), random.NextDouble());
            delta.AddLatency(
                new StageAtSilo(random.Next(Menu.Stages.Count), "a"),
                TimeSpan.FromMilliseconds(random.Next(100)),
                Start.AddSeconds(-random.Next(900))
            );
        }

        beliefs.Apply(delta);
        return beliefs;
    }
}
