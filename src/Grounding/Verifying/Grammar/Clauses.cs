using RagCluster.Grounding.Evidence;

namespace RagCluster.Grounding.Verifying.Grammar;

/// <summary>
/// Divides a sentence into clauses by punctuation and conjunctions: coarse, but enough to see which terms belong together.
/// </summary>
internal static class Clauses
{
    /// <summary>Whether a clause begins at token <paramref name="i"/>.</summary>
    internal static bool IsBoundary(string text, IReadOnlyList<Token> tokens, int i)
    {
        if (i == 0)
            return true;
        ReadOnlySpan<char> gap = text.AsSpan(tokens[i - 1].End, Math.Max(0, tokens[i].Start - tokens[i - 1].End));
        return gap.IndexOfAny(",;:()—–\n") >= 0
            || gap.IndexOfAny(".!?|") >= 0
            || tokens[i].Word is "and" or "but" or "while" or "whereas" or "which" or "because" or "although" or "though" or "or";
    }

    /// <summary>The clauses as ranges of tokens.</summary>
    internal static List<(int First, int Last)> Of(string text, IReadOnlyList<Token> tokens)
    {
        List<(int, int)> clauses = new();
        int first = 0;
        for (int i = 1; i <= tokens.Count; i++)
        {
            if (i < tokens.Count && !IsBoundary(text, tokens, i))
                continue;
            clauses.Add((first, i - 1));
            first = i;
        }

        return clauses;
    }
}
