using RagCluster.PlannerBenchmark.Replay;
using RagCluster.Planning.Queries.Superposition.Sampling;

namespace RagCluster.PlannerBenchmark.Policies;

/// <summary>The bandits that weigh each plan by itself; they learn from labelled queries, the latency's price included.</summary>
/// <param name="golden">Where they begin.</param>
/// <param name="rule">How they weigh.</param>
/// <param name="strength">ε, c or σ.</param>
/// <param name="discount">What remains of the evidence with each label of the class.</param>
/// <param name="hasBreaker">Whether they have breakers.</param>
internal sealed class BanditPolicy(Golden golden, IndexRule rule, double strength, double discount, bool hasBreaker) : IPolicy
{
    private readonly ArmTable _arms = new(golden, discount);

    public bool HasBreaker => hasBreaker;

    public bool ProbesInShadow => false;

    public int Choose(Turn turn)
    {
        SeededRandom random = new(turn.Seed);
        int plans = golden.Menu.Plans.Count;
        int[] open = [.. Enumerable.Range(0, plans).Where(plan => !golden.Menu.Uses(plan, turn.OpenBreakers))];
        if (open.Length == 0)
            open = [.. Enumerable.Range(0, plans)];
        if (rule == IndexRule.EpsilonGreedy && random.NextUniform() < strength)
            return open[random.NextBelow(open.Length)];
        double log = Math.Log(Math.Max(2, _arms.Total(turn.Class)));
        return open.MaxBy(plan =>
            _arms.Mean(turn.Class, plan)
            + rule switch
            {
                IndexRule.UpperConfidence => strength * Math.Sqrt(log / Math.Max(1e-3, _arms.Count(turn.Class, plan))),
                IndexRule.Thompson => strength * random.NextNormal() / Math.Sqrt(_arms.Count(turn.Class, plan) + 1),
                _ => 0,
            }
        );
    }

    public void Learn(Turn turn, Outcome outcome)
    {
        if (outcome.Reward is { } reward)
            _arms.Add(turn.Class, outcome.Plan, golden.Prices.Utility(golden.Menu, reward, outcome.Seconds, outcome.Plan));
    }

    public IReadOnlyList<int> Shadow(Turn turn) => [];

    public void Change(double[] changedShares, Golden golden) { }
}
