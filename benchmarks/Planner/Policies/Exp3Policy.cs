using RagCluster.PlannerBenchmark.Replay;
using RagCluster.Planning.Queries.Superposition.Sampling;

namespace RagCluster.PlannerBenchmark.Policies;

/// <summary>EXP3 for each class (P. Auer, N. Cesa-Bianchi, Y. Freund and R. Schapire, 2002), its weights begun by the golden set.</summary>
internal sealed class Exp3Policy : IPolicy
{
    private readonly Golden _golden;
    private readonly double _rate;
    private readonly double[][] _logWeights;
    private double _probability = 1;

    /// <param name="golden">Where it begins.</param>
    /// <param name="rate">γ, the share of blind choices and the speed of learning.</param>
    /// <param name="hasBreaker">Whether it has breakers.</param>
    internal Exp3Policy(Golden golden, double rate, bool hasBreaker)
    {
        _golden = golden;
        _rate = rate;
        HasBreaker = hasBreaker;
        int plans = golden.Menu.Plans.Count;
        _logWeights =
        [
            .. golden.ByClass.Select(
                (rows, @class) => golden.Menu.Plans.Select((_, plan) => rate * rows.Length * golden.Utility(@class, plan)).ToArray()
            ),
        ];
    }

    public bool HasBreaker { get; }

    public bool ProbesInShadow => false;

    public int Choose(Turn turn)
    {
        int plans = _golden.Menu.Plans.Count;
        double[] weights = new double[plans];
        double max = _logWeights[turn.Class].Max();
        for (int plan = 0; plan < plans; plan++)
            weights[plan] = _golden.Menu.Uses(plan, turn.OpenBreakers) ? 0 : Math.Exp(_logWeights[turn.Class][plan] - max);
        int open = weights.Count(weight => weight > 0);
        double sum = weights.Sum();
        if (open == 0)
            return 0;
        double left = new SeededRandom(turn.Seed).NextUniform();
        int chosen = Array.FindLastIndex(weights, weight => weight > 0);
        for (int plan = 0; plan < plans; plan++)
        {
            double probability = weights[plan] > 0 ? (1 - _rate) * weights[plan] / sum + _rate / open : 0;
            left -= probability;
            if (left >= 0 && plan != chosen)
                continue;
            _probability = probability;
            return plan;
        }

        return chosen;
    }

    public void Learn(Turn turn, Outcome outcome)
    {
        if (outcome.Reward is { } reward)
        {
            double utility = _golden.Prices.Utility(_golden.Menu, reward, outcome.Seconds, outcome.Plan);
            _logWeights[turn.Class][outcome.Plan] += _rate * utility / _probability / _golden.Menu.Plans.Count;
        }
    }

    public IReadOnlyList<int> Shadow(Turn turn) => [];

    public void Change(double[] changedShares, Golden golden) { }
}
