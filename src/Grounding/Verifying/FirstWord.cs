using RagCluster.Grounding.Evidence;

namespace RagCluster.Grounding.Verifying;

/// <summary>
/// Whether the capital at a sentence's start is more than that. There is no list of names: what is read is that the word stands alone
/// before its verb, as a name does and a countable noun without an article does not, and that its ending is none of those which make
/// abstract nouns, adverbs and plurals.
/// </summary>
internal static class FirstWord
{
    private const int LettersMin = 3;

    private static readonly string[] CommonEndings =
    [
        "ly",
        "ing",
        "ed",
        "tion",
        "sion",
        "ment",
        "ness",
        "ity",
        "ism",
        "ance",
        "ence",
        "ship",
        "age",
        "ure",
        "cy",
        "ics",
        "hood",
        "dom",
        "al",
        "ive",
        "ous",
        "ful",
        "able",
        "ible",
        "ary",
        "ory",
    ];

    /// <summary>Whether a token opens its sentence and reads like a name of one word.</summary>
    internal static bool IsName(Statement claim, int i)
    {
        Token token = claim.Tokens[i];
        if (
            i > 0
            || !token.IsCapital
            || !token.IsContent
            || token.Kind != TokenKind.Word
            || token.Word.Length < LettersMin
            || i + 1 == claim.Tokens.Count
        )
            return false;
        if (StopWords.IsWeak(token.Word) || IrregularForms.BaseOf(token.Word) != token.Word || Synonyms.Of(token.Stem).Length > 0)
            return false;
        if (Array.Exists(CommonEndings, ending => token.Word.EndsWith(ending, StringComparison.Ordinal)))
            return false;
        if (!IsNeighbour(claim, 1))
            return false;
        Token next = claim.Tokens[1];
        return IsSingular(next.Word) || !token.Word.EndsWith('s') && IsVerb(next.Word);
    }

    /// <summary>
    /// Whether a token opens its sentence where the source, before the same word, has a name that the claim has not: "Roman soldiers" for
    /// "Norman soldiers".
    /// </summary>
    internal static bool StandsForName(Statement claim, int i, Statement source)
    {
        if (
            i > 0
            || claim.Tokens.Count < 2
            || !claim.Tokens[0].IsCapital
            || !claim.Tokens[0].IsContent
            || !claim.Tokens[1].IsContent
            || !IsNeighbour(claim, 1)
        )
            return false;
        Token next = claim.Tokens[1];
        for (int j = 1; j < source.Tokens.Count; j++)
        {
            if (source.Tokens[j].Stem != next.Stem || !IsNeighbour(source, j))
                continue;
            Token before = source.Tokens[j - 1];
            if (before.IsCapital && before.IsContent && before.Kind == TokenKind.Word && claim.Bag.Match(before) == 0)
                return true;
        }

        return false;
    }

    // Only white space: what follows a comma or a hyphen says nothing of the word before it.
    private static bool IsNeighbour(Statement text, int i)
    {
        int end = text.Tokens[i - 1].End;
        return text.Tokens[i].Start >= end && text.Text.AsSpan(end, text.Tokens[i].Start - end).IsWhiteSpace();
    }

    // A plural has no such verb.
    private static bool IsSingular(string word) => word is "is" or "was" or "has" or "does" or "isn't" or "wasn't" or "hasn't" or "doesn't";

    private static bool IsVerb(string word) =>
        word
            is "had"
                or "did"
                or "can"
                or "could"
                or "will"
                or "would"
                or "became"
                or "began"
                or "may"
                or "might"
                or "must"
                or "should"
                or "also"
                or "never"
        || word.EndsWith("ed", StringComparison.Ordinal)
        || IrregularForms.BaseOf(word) != word;
}
