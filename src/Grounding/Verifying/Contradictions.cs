using RagCluster.Grounding.Evidence;
using RagCluster.Grounding.Verifying.Languages;

namespace RagCluster.Grounding.Verifying;

/// <summary>What in a claim the source does not say or denies, however alike the words are.</summary>
internal static class Contradictions
{
    /// <summary>The first difference that is found, or null.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="source">The window of the source.</param>
    /// <param name="frame">Title and headings, which may name what the window calls "it".</param>
    /// <param name="language">The language of both, or null for English.</param>
    internal static Contradiction? Find(Statement claim, Statement source, TermBag frame, LanguageSenses? language) =>
        Number(claim, source, frame)
        ?? Name(claim, source, frame)
        ?? (language is null ? Polarity.Fault(claim, source) : LanguagePolarity.Fault(claim, source, language))
        ?? Binding.Fault(claim, source);

    private static Contradiction? Number(Statement claim, Statement source, TermBag frame)
    {
        foreach (Quantity quantity in claim.Quantities)
        {
            // A number without a unit (in a column under its unit) will do, unless another number has the unit.
            bool isUnitGiven = quantity.Unit is not null && source.Quantities.Exists(q => q.Unit == quantity.Unit);
            if (source.Quantities.Exists(q => quantity.Agrees(q) && (!isUnitGiven || q.Unit is not null)))
                continue;
            Token token = claim.Tokens[quantity.First];
            if (quantity.IsYear && frame.Holds(token.Stem))
                continue;
            // "The two groups" counts what the source lists.
            if (quantity.Unit is null && token.Word == "two" && quantity.First > 0 && claim.Tokens[quantity.First - 1].Word == "the")
                continue;
            return new Contradiction(
                ContradictionKind.Number,
                $"The source does not hold the number '{claim.Text[token.Start..claim.Tokens[quantity.Last].End]}'."
            );
        }

        return null;
    }

    private static Contradiction? Name(Statement claim, Statement source, TermBag frame)
    {
        for (int i = 0; i < claim.Tokens.Count; i++)
        {
            if (!claim.IsName(i) && !FirstWord.IsName(claim, i) && !FirstWord.StandsForName(claim, i, source))
                continue;
            Token token = claim.Tokens[i];
            if (source.Bag.Match(token) > 0 || frame.Match(token) > 0 || IsAcronymOf(token, source.Tokens))
                continue;
            return new Contradiction(ContradictionKind.Name, $"The source does not name '{claim.Quote(token)}'.");
        }

        return null;
    }

    private static bool IsAcronymOf(Token token, List<Token> tokens)
    {
        if (token.Word.Length is < 2 or > 6)
            return false;
        for (int i = 0; i + token.Word.Length <= tokens.Count; i++)
        {
            int k = 0;
            while (k < token.Word.Length && tokens[i + k].IsCapital && tokens[i + k].Word[0] == token.Word[k])
                k++;
            if (k == token.Word.Length)
                return true;
        }

        return false;
    }
}
