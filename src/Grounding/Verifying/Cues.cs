using System.Collections.Frozen;
using RagCluster.Grounding.Evidence;
using RagCluster.Grounding.Verifying.Grammar;

namespace RagCluster.Grounding.Verifying;

/// <summary>Words that turn or weaken what is said, and the terms that they bear on.</summary>
internal static class Cues
{
    // A negation bears on the next content words of its clause.
    private const int ScopeTermsMax = 2;
    private const int ScopeTokensMax = 6;

    private static readonly FrozenSet<string> Negations = Set(
        "not no never none nobody nothing neither nor without cannot hardly rarely seldom unable fails failed fail lacks lacked"
    );
    private static readonly FrozenSet<string> Hedges = Set(
        "may might could possibly perhaps probably potentially reportedly allegedly supposedly rumored rumoured"
    );
    private static readonly FrozenSet<string> Permissions = Set(
        "can may might could would possible possibly potential potentially probably likely perhaps sometimes allegedly reportedly"
    );

    internal static bool IsNegation(IReadOnlyList<Token> tokens, int i)
    {
        string word = tokens[i].Word;
        if (word.EndsWith("n't", StringComparison.Ordinal))
            return true;
        if (!Negations.Contains(word))
            return false;
        if (word is not ("not" or "no") || i + 1 >= tokens.Count)
            return true;
        // "not only", "no more than" and "No. 5" deny nothing.
        bool isComparison =
            tokens[i + 1].Word is "more" or "less" or "later" or "fewer" or "earlier"
            && i + 2 < tokens.Count
            && tokens[i + 2].Word == "than";
        return !isComparison && tokens[i + 1].Word is not ("only" or "just") && !(word == "no" && tokens[i + 1].Kind == TokenKind.Number);
    }

    internal static bool IsHedge(IReadOnlyList<Token> tokens, int i) =>
        Hedges.Contains(tokens[i].Word) && !(tokens[i].Word == "may" && tokens[i].IsCapital);

    internal static bool IsPermission(string word) => Permissions.Contains(word);

    /// <summary>The stems that the cue at <paramref name="at"/> bears on.</summary>
    internal static List<string> Scope(string text, IReadOnlyList<Token> tokens, int at)
    {
        List<string> scope = new();
        for (int i = at + 1; i < tokens.Count && i <= at + ScopeTokensMax && scope.Count < ScopeTermsMax; i++)
        {
            // A denial that bears on nothing in its clause ("is not, by law, a ...") bears on what follows.
            if (scope.Count > 0 && Clauses.IsBoundary(text, tokens, i))
                break;
            if (tokens[i].IsContent)
                scope.Add(tokens[i].Stem);
        }

        return scope;
    }

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet();
}
