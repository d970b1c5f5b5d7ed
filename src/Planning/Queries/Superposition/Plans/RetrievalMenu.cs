namespace RagCluster.Planning.Queries.Superposition.Plans;

/// <summary>The menu of retrieval: seven ways from a query to its passages.</summary>
public static class RetrievalMenu
{
    /// <summary>A near-equal question's answer, where there is one.</summary>
    public const string Cached = "cached";

    /// <summary>BM25 alone.</summary>
    public const string Lexical = "lexical";

    /// <summary>Vectors alone.</summary>
    public const string Dense = "dense";

    /// <summary>BM25 and vectors, fused.</summary>
    public const string Hybrid = "hybrid";

    /// <summary>BM25, its best ordered anew.</summary>
    public const string LexicalRerank = "lexical+rerank";

    /// <summary>Both legs, fused, the best ordered anew.</summary>
    public const string HybridRerank = "hybrid+rerank";

    /// <summary>Several wordings of the query through both legs, fused, the best ordered anew.</summary>
    public const string MultiQueryHybridRerank = "multi-query+hybrid+rerank";

    private const string Embed = "embed";
    private const string LexicalLeg = "lexical";
    private const string DenseLeg = "dense";
    private const string Fuse = "fuse";
    private const string Rerank = "rerank";

    /// <summary>The menu. Costs are in searches of a leg; priors are the order of magnitude on two cores with the built-in model.</summary>
    public static PlanMenu Default { get; } =
        new(
            new TaskPlan(Cached, 0.1, Stage("cache", 1)),
            new TaskPlan(Lexical, 1, Stage(LexicalLeg, 2)),
            new TaskPlan(Dense, 1.5, Stage(Embed, 2), Stage(DenseLeg, 3, Embed)),
            new TaskPlan(Hybrid, 2.5, HybridStages()) { SubPlans = [Lexical, Dense] },
            new TaskPlan(LexicalRerank, 2, Stage(LexicalLeg, 2), Stage(Rerank, 20, LexicalLeg)) { SubPlans = [Lexical] },
            new TaskPlan(HybridRerank, 3.5, [.. HybridStages(), Stage(Rerank, 20, Fuse)]) { SubPlans = [Lexical, Dense, Hybrid] },
            new TaskPlan(
                MultiQueryHybridRerank,
                7,
                Stage("expand", 5),
                Stage("embed-many", 5, "expand"),
                Stage("lexical-many", 5, "expand"),
                Stage("dense-many", 8, "embed-many"),
                Stage("fuse-many", 1, "lexical-many", "dense-many"),
                Stage(Rerank, 20, "fuse-many")
            )
            {
                SubPlans = [Lexical, Dense, Hybrid, HybridRerank],
            }
        );

    private static TaskStage[] HybridStages() =>
        [Stage(Embed, 2), Stage(LexicalLeg, 2), Stage(DenseLeg, 3, Embed), Stage(Fuse, 1, LexicalLeg, DenseLeg)];

    private static TaskStage Stage(string name, double milliseconds, params string[] after) =>
        new(name, TimeSpan.FromMilliseconds(milliseconds), after);
}
