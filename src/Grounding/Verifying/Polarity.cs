using RagCluster.Grounding.Verifying.Judging;

namespace RagCluster.Grounding.Verifying;

/// <summary>Whether claim and source affirm and deny the same, clause by clause.</summary>
internal static class Polarity
{
    internal static Contradiction? Fault(Statement claim, Statement source)
    {
        foreach (Statement clause in claim.ClauseStatements)
        {
            Contradiction? fault = null;
            foreach (Statement aligned in Alignment.Of(clause, source))
            {
                fault = Between(clause, aligned);
                if (fault is null)
                    break;
            }

            if (fault is { Kind: ContradictionKind.NotDenied })
                return fault with { IsUnlike = !Markers.HoldsDenial(Nearest(claim, source).Words, claim.Words) };
            if (fault is not null)
                return fault;
        }

        return null;
    }

    // Where the sentence that says most of it denies something in other words, the weights decide.
    private static Statement Nearest(Statement claim, Statement source) =>
        source.SentenceStatements.MaxBy(s => s.Bag.Common(claim.Bag)) ?? source;

    private static Contradiction? Between(Statement claim, Statement source)
    {
        List<List<string>> claimed = Scopes(claim, Cues.IsNegation);
        List<List<string>> given = Scopes(source, Cues.IsNegation);
        HashSet<string> denied = given.SelectMany(s => s).ToHashSet();
        foreach (List<string> scope in claimed)
        {
            if (scope.Count > 0 && !scope.Exists(denied.Contains))
                return new Contradiction(ContradictionKind.NotDenied, $"The source does not deny what the sentence denies ('{scope[0]}').");
        }

        HashSet<string> claimDenied = claimed.SelectMany(s => s).ToHashSet();
        if (
            given.Find(scope => scope.Count > 0 && scope.TrueForAll(claim.Bag.Holds) && !scope.Exists(claimDenied.Contains)) is { } affirmed
        )
        {
            return new Contradiction(ContradictionKind.Denied, $"The source denies what the sentence says ('{affirmed[0]}').");
        }

        if (
            !claim.Tokens.Exists(t => Cues.IsPermission(t.Word))
            && Scopes(source, Cues.IsHedge).Find(s => s.Count > 0 && s.TrueForAll(claim.Bag.Holds)) is { } hedged
        )
        {
            return new Contradiction(ContradictionKind.Hedged, $"The source says only that it may be so ('{hedged[0]}').");
        }

        return Antonyms.Fault(claim, source);
    }

    private static List<List<string>> Scopes(Statement statement, Func<IReadOnlyList<Evidence.Token>, int, bool> isCue)
    {
        List<List<string>> scopes = new();
        for (int i = 0; i < statement.Tokens.Count; i++)
        {
            if (isCue(statement.Tokens, i))
                scopes.Add(Cues.Scope(statement.Text, statement.Tokens, i));
        }

        return scopes;
    }
}
