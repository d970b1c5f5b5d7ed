namespace RagCluster.Grounding.Verifying;

/// <summary>Pairs a clause of the claim with the clause of the source that speaks of the same.</summary>
internal static class Alignment
{
    /// <summary>
    /// The source's clauses that share most content with a clause of the claim, in the same order of words; more than one only in a tie.
    /// </summary>
    internal static List<Statement> Of(Statement clause, Statement source)
    {
        List<string> stems = clause.Tokens.Where(t => t.IsContent).Select(t => t.Stem).Distinct().ToList();
        List<Statement> best = new();
        (int Shared, int InOrder) most = (0, 0);
        foreach (Statement candidate in source.ClauseStatements)
        {
            int shared = stems.Count(candidate.Bag.Holds);
            if (shared == 0 || shared < most.Shared)
                continue;
            (int shared, int) held = (shared, InOrder(stems, candidate));
            if (held.CompareTo(most) > 0)
                best.Clear();
            if (held.CompareTo(most) < 0)
                continue;
            most = held;
            best.Add(candidate);
        }

        return best;
    }

    // "Orcas hunt seals" and "seals hunt orcas" share all words, not their order.
    private static int InOrder(List<string> stems, Statement candidate)
    {
        int inOrder = 0;
        int previous = -1;
        foreach (string stem in stems)
        {
            int at = candidate.Tokens.FindIndex(t => t.Stem == stem);
            if (at < 0)
                continue;
            if (previous >= 0 && at > previous)
                inOrder++;
            previous = at;
        }

        return inOrder;
    }
}
