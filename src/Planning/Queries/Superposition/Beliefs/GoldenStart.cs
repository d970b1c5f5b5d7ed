using RagCluster.Planning.Queries.Superposition.Plans;

namespace RagCluster.Planning.Queries.Superposition.Beliefs;

/// <summary>
/// Where the beliefs of a class begin that has no golden queries of its own: at the mean nDCG@10 of each plan on the three shared
/// collections (the headroom table of docs/planner.md, its two prices solved for the quality), as much as 30 golden queries weigh.
/// </summary>
public static class GoldenStart
{
    /// <summary>How much a golden query counts beside a user's verdict.</summary>
    public const double QueryWeight = 0.7;

    private const double Queries = 30;

    private static readonly (string Plan, double Quality)[] Measured =
    [
        (RetrievalMenu.Lexical, 0.879),
        (RetrievalMenu.Dense, 0.813),
        (RetrievalMenu.Hybrid, 0.880),
        (RetrievalMenu.LexicalRerank, 0.882),
        (RetrievalMenu.HybridRerank, 0.884),
        (RetrievalMenu.MultiQueryHybridRerank, 0.882),
    ];

    /// <summary>Beliefs to begin with, for the plans of <see cref="RetrievalMenu.Default"/>.</summary>
    public static PlanBeliefs NewBeliefs()
    {
        PlanMenu menu = RetrievalMenu.Default;
        BeliefDelta golden = new(menu, 0);
        foreach ((string plan, double quality) in Measured)
            golden.AddOutcome(menu.PlanNumber(plan), quality, Queries * QueryWeight);
        PlanBeliefs beliefs = new(menu);
        beliefs.Apply(golden);
        return beliefs;
    }
}
