using RagCluster.Planning.Queries.Superposition.Beliefs;
using RagCluster.Planning.Queries.Superposition.Plans;
using RagCluster.Planning.Queries.Superposition.Sampling;

namespace RagCluster.Planning.Queries.Superposition;

/// <summary>
/// How likely each plan is the best, given the evidence: <c>P_p</c> is the share of draws of quality and latency in which plan p has the
/// highest utility θ − λ·ℓ − μ·cost, its amplitude is √P_p. Choosing a plan by one draw is Thompson sampling (W. Thompson, Biometrika,
/// 1933).
/// </summary>
public sealed class PlanSuperposition
{
    // A step's latency is uncertain by this share after one run, less with more of them.
    private const double LatencySpread = 0.5;

    // A doubt worth less than a twentieth of a point decides nothing and is not drawn.
    private const double DoubtMin = 0.0005;

    private readonly double[] _probabilities;
    private readonly double[] _expected;

    private PlanSuperposition(double[] probabilities, double[] expected, int open)
    {
        _probabilities = probabilities;
        _expected = expected;
        double entropy = 0;
        foreach (double probability in probabilities)
            entropy -= probability > 0 ? probability * Math.Log(probability) : 0;
        Entropy = open > 1 ? Math.Clamp(entropy / Math.Log(open), 0, 1) : 0;
        for (int plan = 0; plan < expected.Length; plan++)
            Best = expected[plan] > expected[Best] ? plan : Best;
    }

    /// <summary>Each plan's probability of being the best; together 1; 0 for one that is not open.</summary>
    public IReadOnlyList<double> Probabilities => _probabilities;

    /// <summary>The square roots of the probabilities.</summary>
    public IReadOnlyList<double> Amplitudes => Array.ConvertAll(_probabilities, Math.Sqrt);

    /// <summary>Each plan's expected utility; negative infinity for one that is not open.</summary>
    public IReadOnlyList<double> Expected => _expected;

    /// <summary>−Σ P ln P over the logarithm of the number of open plans: 0 when one is certain, 1 when all are alike.</summary>
    public double Entropy { get; }

    /// <summary>The plan with the highest expected utility.</summary>
    public int Best { get; }

    /// <summary>Draws.</summary>
    /// <param name="situation">The evidence and the prices.</param>
    /// <param name="open">Whether each plan may be chosen; at least one.</param>
    /// <param name="random">Where the draws come from.</param>
    /// <param name="last">Takes the utilities of the last draw: the outcome of a measurement.</param>
    internal static PlanSuperposition Draw(in PlanSituation situation, ReadOnlySpan<bool> open, SeededRandom random, Span<double> last)
    {
        int plans = situation.Menu.Plans.Count;
        double[] expected = new double[plans];
        for (int plan = 0; plan < plans; plan++)
            expected[plan] = open[plan]
                ? situation.Utility(plan, situation.Beliefs.Quality[plan].Mean, situation.Latencies)
                : double.NegativeInfinity;
        double[] wins = new double[plans];
        Span<double> latencies = stackalloc double[PlanMenu.StagesMax];
        double share = 1.0 / situation.Options.Draws;
        Span<int> doubtful = stackalloc int[PlanMenu.StagesMax];
        doubtful = doubtful[..Doubtful(situation, doubtful)];
        situation.Latencies.CopyTo(latencies);
        for (int draw = 0; draw < situation.Options.Draws; draw++)
        {
            foreach (int stage in doubtful)
                latencies[stage] = situation.Latencies[stage] * (1 + Math.Max(-0.9, situation.Spreads[stage] * random.NextNormal()));
            int winner = -1;
            for (int plan = 0; plan < plans; plan++)
            {
                if (!open[plan])
                {
                    last[plan] = double.NegativeInfinity;
                    continue;
                }

                QualityBelief quality = situation.Beliefs.Quality[plan];
                last[plan] = situation.Utility(plan, random.NextBeta(1 + quality.Successes, 1 + quality.Failures), latencies);
                if (winner < 0 || last[plan] > last[winner])
                    winner = plan;
            }

            wins[winner] += share;
        }

        return new PlanSuperposition(wins, expected, open.Count(true));
    }

    private static int Doubtful(in PlanSituation situation, Span<int> stages)
    {
        int count = 0;
        for (int stage = 0; stage < situation.Latencies.Length; stage++)
        {
            if (situation.Latencies[stage] * situation.Spreads[stage] * situation.Options.LatencyPrice >= DoubtMin)
                stages[count++] = stage;
        }

        return count;
    }

    internal static double SpreadOf(LatencyBelief latency, double coherence) =>
        LatencySpread / Math.Sqrt(1 + latency.Recent.Weight * coherence);
}
