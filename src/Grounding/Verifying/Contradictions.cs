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
        ?? Date(claim, source, frame)
        ?? Name(claim, source, frame)
        ?? (language is null ? Polarity.Fault(claim, source) : OtherSense(claim, source, language))
        ?? Binding.Fault(claim, source);

    private static Contradiction? OtherSense(Statement claim, Statement source, LanguageSenses language)
    {
        List<LanguageClause> given = LanguageClause.Of(source.Text, source.Tokens, language);
        return LanguagePolarity.Fault(LanguageClause.Of(claim.Text, claim.Tokens, language), given) is { } fault
            ? new Contradiction(ContradictionKind.OtherSense, fault)
            : null;
    }

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

    // Each of its numbers is there, but the source says another day, month or year of them.
    private static Contradiction? Date(Statement claim, Statement source, TermBag frame)
    {
        if (source.Dates.Count == 0)
            return null;
        foreach (CalendarDate date in claim.Dates)
        {
            if (source.Dates.Exists(date.Agrees))
                continue;
            // "It began in May 1990, and in June ...": a month without numbers takes the year of another one.
            string month = NumberForms.MonthStem(date.Month);
            if (frame.Holds(month) || source.Tokens.Exists(t => t.Date is null && t.Stem == month))
                continue;
            // "From 2 to 5 October": only the last day stands by the month.
            bool isInRange =
                source.Dates.Exists(date.WithoutDay().Agrees) && source.Tokens.Exists(t => t.Date is null && t.Value == date.Day);
            if (isInRange)
                continue;
            Token[] tokens = [.. claim.Tokens.Where(t => t.Date == date)];
            return new Contradiction(
                ContradictionKind.Number,
                $"The source does not hold the date '{claim.Text[tokens[0].Start..tokens[^1].End]}'."
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
