using RagCluster.Grounding.Evidence;

namespace RagCluster.Grounding.Verifying;

/// <summary>What in a claim the source does not say or denies, however alike the words are.</summary>
internal static class Contradictions
{
    /// <summary>The first fault as one sentence, or null.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="source">The window of the source.</param>
    /// <param name="frame">Title and headings, which may name what the window calls "it".</param>
    internal static string? Find(Statement claim, Statement source, TermBag frame) =>
        Number(claim, source, frame) ?? Name(claim, source, frame) ?? Negation(claim, source) ?? Hedge(claim, source) ?? Opposite(claim, source)
        ?? Binding.Fault(claim, source);

    private static string? Number(Statement claim, Statement source, TermBag frame)
    {
        foreach (var quantity in claim.Quantities)
        {
            if (source.Quantities.Exists(quantity.Agrees)) continue;
            var token = claim.Tokens[quantity.First];
            if (quantity.IsYear && frame.Holds(token.Stem)) continue;
            return $"The source does not hold the number '{claim.Text[token.Start..claim.Tokens[quantity.Last].End]}'.";
        }

        return null;
    }

    private static string? Name(Statement claim, Statement source, TermBag frame)
    {
        for (int i = 0; i < claim.Tokens.Count; i++)
        {
            if (!claim.IsName(i)) continue;
            var token = claim.Tokens[i];
            if (source.Bag.Match(token) > 0 || frame.Match(token) > 0 || IsAcronymOf(token, source.Tokens)) continue;
            return $"The source does not name '{claim.Quote(token)}'.";
        }

        return null;
    }

    private static bool IsAcronymOf(Token token, List<Token> tokens)
    {
        if (token.Word.Length is < 2 or > 6) return false;
        for (int i = 0; i + token.Word.Length <= tokens.Count; i++)
        {
            int k = 0;
            while (k < token.Word.Length && tokens[i + k].IsCapital && tokens[i + k].Word[0] == token.Word[k]) k++;
            if (k == token.Word.Length) return true;
        }

        return false;
    }

    private static string? Negation(Statement claim, Statement source)
    {
        var claimed = Scopes(claim, Cues.IsNegation);
        var given = Scopes(source, Cues.IsNegation);
        var denied = given.SelectMany(s => s).ToHashSet();
        foreach (var scope in claimed)
        {
            if (scope.Count > 0 && !scope.Exists(denied.Contains)) return $"The source does not deny what the sentence denies ('{scope[0]}').";
        }

        var claimDenied = claimed.SelectMany(s => s).ToHashSet();
        foreach (var scope in given)
        {
            if (scope.Count > 0 && scope.TrueForAll(claim.Bag.Holds) && !scope.Exists(claimDenied.Contains) && !IsSaidElsewhere(source, scope[0], denied))
            {
                return $"The source denies what the sentence says ('{scope[0]}').";
            }
        }

        return null;
    }

    private static string? Hedge(Statement claim, Statement source)
    {
        if (claim.Tokens.Exists(t => Cues.IsPermission(t.Word))) return null;
        foreach (var scope in Scopes(source, Cues.IsHedge))
        {
            if (scope.Count > 0 && scope.TrueForAll(claim.Bag.Holds)) return $"The source says only that it may be so ('{scope[0]}').";
        }

        return null;
    }

    private static List<List<string>> Scopes(Statement statement, Func<IReadOnlyList<Token>, int, bool> isCue)
    {
        var scopes = new List<List<string>>();
        for (int i = 0; i < statement.Tokens.Count; i++)
        {
            if (isCue(statement.Tokens, i)) scopes.Add(Cues.Scope(statement.Text, statement.Tokens, i));
        }

        return scopes;
    }

    // The term also stands outside any denial: more often than it is denied.
    private static bool IsSaidElsewhere(Statement source, string stem, HashSet<string> denied) =>
        denied.Contains(stem) && source.Tokens.Count(t => t.Stem == stem) > 1;

    private static string? Opposite(Statement claim, Statement source)
    {
        if (Antonyms.Contradiction(claim.Tokens, claim.Words, source.Words) is { } word) return $"The source says the opposite of '{word}'.";
        return Antonyms.Overstatement(claim.Words, source.Words) is { } strong ? $"The source does not say '{strong}'." : null;
    }
}
