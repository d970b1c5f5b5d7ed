namespace RagCluster.Grounding.Verifying.Languages;

/// <summary>
/// Whether claim and source affirm, permit and quantify the same, clause by clause, in a language other than English: by the words of
/// <c>languages.txt</c> and without a model.
/// </summary>
internal static class LanguagePolarity
{
    // Clauses that have less in common speak of different things.
    private const double SharedMin = 0.5;

    // What a clause holds of another that is a part of it.
    private const double PartMin = 0.75;

    // One word is met by chance.
    private const int WithinContentsMin = 2;

    private const string Denied = "The source denies what the sentence says.";

    /// <summary>The first difference that is found, as one sentence, or null.</summary>
    /// <param name="claimed">The clauses of the claim.</param>
    /// <param name="given">Those of the source.</param>
    internal static string? Fault(List<LanguageClause> claimed, List<LanguageClause> given)
    {
        foreach (LanguageClause mine in claimed)
        {
            string? fault = null;
            foreach (LanguageClause theirs in Nearest(mine, given))
            {
                fault = Denial(mine, theirs, claimed, given) ?? Between(mine, theirs);
                if (fault is null)
                    break;
            }

            if ((fault ?? Within(mine, claimed, given)) is { } found)
                return found;
        }

        return null;
    }

    // More than one only where they have as much in common with the claim.
    private static List<LanguageClause> Nearest(LanguageClause mine, List<LanguageClause> given)
    {
        (int, int) Common(LanguageClause theirs) => (theirs.Shared(mine.Subjects), theirs.Shared(mine.Contents) + mine.Opposed(theirs));
        (int Subjects, int Contents) most = given.Select(Common).DefaultIfEmpty().Max();
        bool isNear =
            most.Contents > 0 && (most.Subjects >= SharedMin * mine.Subjects.Count() || most.Contents >= SharedMin * mine.Contents.Count);
        return isNear ? given.FindAll(theirs => Common(theirs) == most) : [];
    }

    private static string? Denial(LanguageClause mine, LanguageClause theirs, List<LanguageClause> claimed, List<LanguageClause> given)
    {
        if (mine.IsDenied == theirs.IsDenied)
            return null;
        // One clause may be two in the other text, and deny in the second.
        if (mine.IsDenied)
            return given.Exists(other => IsDeniedPart(other, mine)) ? null : "The source does not deny what the sentence denies.";
        return claimed.Exists(other => IsDeniedPart(other, theirs)) ? null : Denied;
    }

    private static bool IsDeniedPart(LanguageClause part, LanguageClause whole) =>
        part.IsDenied && part.Contents.Count > 0 && whole.Shared(part.Contents) >= PartMin * part.Contents.Count;

    // A clause of the source that is denied, and a clause of the claim that says all of it among other things.
    private static string? Within(LanguageClause mine, List<LanguageClause> claimed, List<LanguageClause> given) =>
        !claimed.Exists(other => other.IsDenied)
        && given.Exists(theirs =>
            theirs.IsDenied
            && theirs.Contents.Count >= WithinContentsMin
            && mine.Shared(theirs.Contents) == theirs.Contents.Count
            && !given.Exists(other => !other.IsDenied && other.Shared(theirs.Contents) == theirs.Contents.Count)
        )
            ? Denied
            : null;

    private static string? Between(LanguageClause mine, LanguageClause theirs)
    {
        // "Must not" and "may not" are the same in most languages.
        if (!mine.IsDenied && (IsTurned(mine, theirs, Sense.Must, Sense.May) || IsTurned(mine, theirs, Sense.May, Sense.Must)))
            return "The source does not say that it may or must be so.";
        if (IsTurned(mine, theirs, Sense.All, Sense.Some) || IsTurned(mine, theirs, Sense.Some, Sense.All))
            return "The source says it of more or of fewer.";
        if (mine.Holds(Sense.Only) && !theirs.Holds(Sense.Only))
            return "The source does not say that it is only so.";
        return mine.Opposed(theirs) > 0 ? "The source says the opposite." : null;
    }

    private static bool IsTurned(LanguageClause mine, LanguageClause theirs, Sense one, Sense other) =>
        mine.Holds(one) && !mine.Holds(other) && theirs.Holds(other) && !theirs.Holds(one);
}
