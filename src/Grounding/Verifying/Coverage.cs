using RagCluster.Grounding.Evidence;

namespace RagCluster.Grounding.Verifying;

/// <summary>How much of a claim's content a window of the source holds.</summary>
internal static class Coverage
{
    // Names and numbers carry a claim; weak verbs carry little; a term that only title or headings hold counts a little less.
    private const double AnchorWeight = 1.5;
    private const double WeakWeight = 0.4;
    private const double FrameShare = 0.9;
    private const double ClauseMin = 0.5;

    /// <summary>The weighted share, 0 to 1, and the first clause that stands apart from the source, or null.</summary>
    internal static (double Share, string? Apart) Of(Statement claim, Statement source, TermBag frame)
    {
        double held = 0,
            total = 0;
        string? apart = null;
        foreach ((int first, int last) in claim.Clauses)
        {
            double clauseHeld = 0,
                clauseTotal = 0;
            for (int i = first; i <= last; i++)
            {
                Token token = claim.Tokens[i];
                if (!token.IsContent)
                    continue;
                double weight =
                    token.Kind == TokenKind.Number || claim.IsName(i) ? AnchorWeight
                    : StopWords.IsWeak(token.Word) ? WeakWeight
                    : 1;
                double match = Match(token, source, frame);
                held += weight * match;
                total += weight;
                if (weight <= WeakWeight)
                    continue;
                clauseHeld += weight * match;
                clauseTotal += weight;
            }

            if (clauseTotal > 0 && clauseHeld < ClauseMin * clauseTotal)
                apart ??= claim.Text[claim.Tokens[first].Start..claim.Tokens[last].End];
        }

        return (total > 0 ? held / total : 0, apart);
    }

    private static double Match(Token token, Statement source, TermBag frame)
    {
        double match = Math.Max(source.Bag.Match(token), FrameShare * frame.Match(token));
        if (match > 0 || token.Kind != TokenKind.Number)
            return match;
        // A part of a quantity ("million" is folded into its number) is checked as a quantity.
        return source.Quantities.Exists(q => Math.Abs(q.Value - token.Value) < 1e-9) ? 1 : 0;
    }
}
