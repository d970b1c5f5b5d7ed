using RagCluster.Planning.Queries.Superposition.Sampling;

namespace RagCluster.Planning.Queries.Superposition;

/// <summary>
/// Chooses what is explored off the user's path. Retrieval has no side effects, so another plan can be run on a query that is already
/// answered, at low priority; best on one that was labelled, since the label judges the other plan's passages too.
/// </summary>
/// <param name="options">The budget.</param>
public sealed class ShadowChoice(TaskPlannerOptions options)
{
    /// <summary>The plans to run on the query too; mostly none.</summary>
    /// <param name="decision">The query's decision.</param>
    /// <param name="load">How things stand.</param>
    /// <returns>Plan numbers, the query's own not among them.</returns>
    public IReadOnlyList<int> Choose(PlanDecision decision, ShadowLoad load)
    {
        ArgumentNullException.ThrowIfNull(decision);
        ArgumentNullException.ThrowIfNull(load);
        if (!load.AreQueuesShort || decision.IsFallback)
            return [];
        IReadOnlyList<double> probabilities = decision.Superposition.Probabilities;
        int[] plans =
        [
            .. Enumerable.Range(0, probabilities.Count).Where(plan => plan != decision.Plan && probabilities[plan] > options.ShadowPlanMin),
        ];
        // The budget is one of runs, and such a query gets several. The seed's own draws were used for the decision: its complement begins
        // others.
        double probability = Probability(decision.Superposition.Entropy, load) / Math.Max(1, plans.Length);
        return new SeededRandom(~decision.Seed).NextUniform() < probability ? plans : [];
    }

    /// <summary>Shadow runs expected for a query: min(0.25, B · S / mean S), B by the share of queries that could have them.</summary>
    /// <param name="entropy">The class's entropy.</param>
    /// <param name="load">How things stand.</param>
    public double Probability(double entropy, ShadowLoad load)
    {
        ArgumentNullException.ThrowIfNull(load);
        if (entropy <= 0 || load.MeanEntropy <= 0)
            return 0;
        double budget = load.LabelsPerHour < options.KappaLabelsPerHour ? options.ShadowBudgetRare : options.ShadowBudget;
        return Math.Min(options.ShadowProbabilityMax, budget / load.EligibleShare * entropy / load.MeanEntropy);
    }
}
