namespace RagCluster.Grounding.Verifying;

/// <summary>Whether claim and source affirm and deny the same, clause by clause.</summary>
internal static class Polarity
{
    internal static string? Fault(Statement claim, Statement source)
    {
        foreach (var clause in claim.ClauseStatements)
        {
            string? fault = null;
            foreach (var aligned in Alignment.Of(clause, source))
            {
                fault = Between(clause, aligned);
                if (fault is null)
                    break;
            }

            if (fault is not null)
                return fault;
        }

        return null;
    }

    private static string? Between(Statement claim, Statement source)
    {
        var claimed = Scopes(claim, Cues.IsNegation);
        var given = Scopes(source, Cues.IsNegation);
        var denied = given.SelectMany(s => s).ToHashSet();
        foreach (var scope in claimed)
        {
            if (scope.Count > 0 && !scope.Exists(denied.Contains))
                return $"The source does not deny what the sentence denies ('{scope[0]}').";
        }

        var claimDenied = claimed.SelectMany(s => s).ToHashSet();
        if (
            given.Find(scope => scope.Count > 0 && scope.TrueForAll(claim.Bag.Holds) && !scope.Exists(claimDenied.Contains)) is { } affirmed
        )
        {
            return $"The source denies what the sentence says ('{affirmed[0]}').";
        }

        if (
            !claim.Tokens.Exists(t => Cues.IsPermission(t.Word))
            && Scopes(source, Cues.IsHedge).Find(s => s.Count > 0 && s.TrueForAll(claim.Bag.Holds)) is { } hedged
        )
        {
            return $"The source says only that it may be so ('{hedged[0]}').";
        }

        return Antonyms.Fault(claim, source);
    }

    private static List<List<string>> Scopes(Statement statement, Func<IReadOnlyList<Evidence.Token>, int, bool> isCue)
    {
        var scopes = new List<List<string>>();
        for (int i = 0; i < statement.Tokens.Count; i++)
        {
            if (isCue(statement.Tokens, i))
                scopes.Add(Cues.Scope(statement.Text, statement.Tokens, i));
        }

        return scopes;
    }
}
