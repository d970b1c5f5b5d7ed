using RagCluster.Planning.Queries.Superposition;
using RagCluster.Planning.Queries.Superposition.Beliefs;
using RagCluster.Planning.Queries.Superposition.Plans;

namespace RagCluster.Planning.Tests.Queries.Superposition;

public sealed class ShadowChoiceTests
{
    private static readonly TaskPlannerOptions Options = new() { ShadowBudget = 0.02, ShadowBudgetRare = 0.05 };

    [Fact]
    public void Probability_IsTheBudgetAtMeanEntropyAndNeverAboveItsLimit()
    {
        ShadowChoice choice = new(Options);
        Assert.Equal(0.02, choice.Probability(0.5, new ShadowLoad(0.5, 100, true)), 1e-12);
        Assert.Equal(0.05, choice.Probability(0.5, new ShadowLoad(0.5, 1, true)), 1e-12);
        Assert.Equal(0.2, choice.Probability(0.5, new ShadowLoad(0.5, 100, true) { EligibleShare = 0.1 }), 1e-12);
        Assert.Equal(0.25, choice.Probability(1, new ShadowLoad(0.01, 100, true)), 1e-12);
        Assert.Equal(0, choice.Probability(0, new ShadowLoad(0.5, 100, true)));
    }

    [Fact]
    public void Default_RunsNone() =>
        Assert.Equal(0, new ShadowChoice(new TaskPlannerOptions()).Probability(1, new ShadowLoad(0.5, 100, true)));

    [Fact]
    public void Runs_AreAsFrequentAsTheProbabilityAndOfLikelyOtherPlans()
    {
        TaskPlanner planner = new(Options, TimeProvider.System, () => 0);
        ShadowChoice choice = new(Options);
        PlanBeliefs beliefs = new(RetrievalMenu.Default);
        int runs = 0;
        for (ulong seed = 0; seed < 2000; seed++)
        {
            PlanDecision decision = planner.Decide(beliefs, new PlanRequest(), seed, DateTimeOffset.UnixEpoch);
            IReadOnlyList<int> plans = choice.Choose(decision, new ShadowLoad(decision.Superposition.Entropy / 10, 100, true));
            runs += plans.Count;
            Assert.DoesNotContain(decision.Plan, plans);
            Assert.All(plans, plan => Assert.True(decision.Superposition.Probabilities[plan] > Options.ShadowPlanMin));
            Assert.Empty(choice.Choose(decision, new ShadowLoad(0.01, 100, AreQueuesShort: false)));
        }

        Assert.InRange(runs, 340, 460);
    }
}
