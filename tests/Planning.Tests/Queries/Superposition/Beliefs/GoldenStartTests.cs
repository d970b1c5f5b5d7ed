using RagCluster.Planning.Queries.Superposition;
using RagCluster.Planning.Queries.Superposition.Beliefs;
using RagCluster.Planning.Queries.Superposition.Plans;

namespace RagCluster.Planning.Tests.Queries.Superposition.Beliefs;

public sealed class GoldenStartTests
{
    [Fact]
    public void EveryPlanThatRetrieves_BeginsWithEvidence()
    {
        PlanBeliefs beliefs = GoldenStart.NewBeliefs();
        Assert.All(
            Enumerable.Range(0, beliefs.Menu.Plans.Count).Where(plan => beliefs.Menu.Plans[plan].Name != RetrievalMenu.Cached),
            plan => Assert.Equal(21, beliefs.Quality[plan].Successes + beliefs.Quality[plan].Failures, 9)
        );
    }

    [Fact]
    public void FirstChoice_IsOneOfThePlansThatTheMeasurementsShip()
    {
        TaskPlanner planner = new(new TaskPlannerOptions(), TimeProvider.System, () => 1);
        PlanDecision decision = planner.Decide(GoldenStart.NewBeliefs(), new PlanRequest { Excluded = [RetrievalMenu.Cached] });
        Assert.Contains(RetrievalMenu.Default.Plans[decision.Plan].Name, (string[])[RetrievalMenu.Lexical, RetrievalMenu.Hybrid]);
    }
}
