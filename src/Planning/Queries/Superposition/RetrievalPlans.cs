namespace RagCluster.Planning.Queries.Superposition;

/// <summary>Chooses the plan of a query class. Fixed: it is what runs while the task planner is off (docs/planner.md).</summary>
public static class RetrievalPlans
{
    /// <summary>
    /// The vector leg's share where its scores are scaled from its worst candidate to its best. The best of 0.2, 0.25 … 0.4 by nDCG@10 on
    /// the 809 SciFact training queries with the built-in model: 0.7130 against 0.7029 for BM25 and 0.5877 for vectors alone; the curve is
    /// flat. With vectors made worse (projected to 128 and 48 dimensions: 0.4612 and 0.3153 alone) it still gives 0.7069 and 0.7048.
    /// </summary>
    public const double DefaultDenseWeight = 0.3;

    /// <summary>For identifiers and quotations vectors only order what BM25 ties, and answer when no word is found.</summary>
    public const double IdentifierDenseWeight = 0.1;

    /// <summary>The fewest hits that a leg is asked for: fusion needs the runners-up of each leg.</summary>
    public const int CandidateDepthMin = 50;

    /// <summary>The most hits that a leg is asked for.</summary>
    public const int CandidateDepthMax = 200;

    private const int CandidatesPerResult = 4;

    /// <summary>The plan for a query.</summary>
    /// <param name="queryClass">Its class.</param>
    /// <param name="hasQueryVector">Whether the query could be embedded.</param>
    /// <param name="resultCount">Passages wanted, at least 1.</param>
    /// <param name="trust">The vector leg's share that the model is worth in the collection's language.</param>
    public static RetrievalPlan Choose(QueryClass queryClass, bool hasQueryVector, int resultCount, double trust = DefaultDenseWeight)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(resultCount, 1);
        int depth = (int)Math.Clamp((long)resultCount * CandidatesPerResult, CandidateDepthMin, CandidateDepthMax);
        if (!hasQueryVector)
            return new RetrievalPlan("lexical", UseBm25: true, UseVectors: false, depth, DenseWeight: 0);
        double denseWeight = queryClass is QueryClass.Identifier or QueryClass.Quoted ? Math.Min(IdentifierDenseWeight, trust) : trust;
        return new RetrievalPlan("hybrid", UseBm25: true, UseVectors: true, depth, denseWeight);
    }
}
