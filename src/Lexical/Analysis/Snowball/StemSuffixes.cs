namespace RagCluster.Lexical.Analysis.Snowball;

/// <summary>The steps of Porter2, in the order of the algorithm; each looks for the longest suffix of its list.</summary>
internal static class StemSuffixes
{
    private static readonly (string Suffix, string Replacement)[] Derivations = Ordered([
        ("tional", "tion"),
        ("enci", "ence"),
        ("anci", "ance"),
        ("abli", "able"),
        ("entli", "ent"),
        ("izer", "ize"),
        ("ization", "ize"),
        ("ational", "ate"),
        ("ation", "ate"),
        ("ator", "ate"),
        ("alism", "al"),
        ("aliti", "al"),
        ("alli", "al"),
        ("fulness", "ful"),
        ("ousli", "ous"),
        ("ousness", "ous"),
        ("iveness", "ive"),
        ("iviti", "ive"),
        ("biliti", "ble"),
        ("bli", "ble"),
        ("ogi", "og"),
        ("fulli", "ful"),
        ("lessli", "less"),
        ("li", ""),
    ]);

    private static readonly (string Suffix, string Replacement)[] SecondDerivations = Ordered([
        ("tional", "tion"),
        ("ational", "ate"),
        ("alize", "al"),
        ("icate", "ic"),
        ("iciti", "ic"),
        ("ical", "ic"),
        ("ful", ""),
        ("ness", ""),
        ("ative", ""),
    ]);

    private static readonly (string Suffix, string Replacement)[] Residuals = Ordered([
        ("al", ""),
        ("ance", ""),
        ("ence", ""),
        ("er", ""),
        ("ic", ""),
        ("able", ""),
        ("ible", ""),
        ("ant", ""),
        ("ement", ""),
        ("ment", ""),
        ("ent", ""),
        ("ism", ""),
        ("ate", ""),
        ("iti", ""),
        ("ous", ""),
        ("ive", ""),
        ("ize", ""),
        ("ion", ""),
    ]);

    /// <summary>Step 0.</summary>
    internal static void RemovePossessive(ref StemBuffer stem)
    {
        int count =
            stem.EndsWith("'s'") ? 3
            : stem.EndsWith("'s") ? 2
            : stem.EndsWith("'") ? 1
            : 0;
        stem.Remove(count);
    }

    /// <summary>Step 1a.</summary>
    internal static void RemovePlural(ref StemBuffer stem)
    {
        if (stem.EndsWith("sses"))
            stem.Remove(2);
        else if (stem.EndsWith("ied") || stem.EndsWith("ies"))
            stem.Remove(stem.Length > 4 ? 2 : 1);
        else if (
            stem.EndsWith("s")
            && !stem.EndsWith("us")
            && !stem.EndsWith("ss")
            && stem.Length > 2
            && stem.HasVowelBefore(stem.Length - 2)
        )
            stem.Remove(1);
    }

    /// <summary>Step 1b.</summary>
    internal static void RemovePastAndGerund(ref StemBuffer stem)
    {
        int kept =
            stem.EndsWith("eedly") ? 5
            : stem.EndsWith("eed") ? 3
            : 0;
        if (kept > 0)
        {
            if (stem.InRegion1(kept))
                stem.Replace(kept, "ee");
            return;
        }

        int count =
            stem.EndsWith("ingly") ? 5
            : stem.EndsWith("edly") ? 4
            : stem.EndsWith("ing") ? 3
            : stem.EndsWith("ed") ? 2
            : 0;
        if (count == 0 || !stem.HasVowelBefore(stem.Length - count))
            return;
        stem.Remove(count);
        if (stem.EndsWith("at") || stem.EndsWith("bl") || stem.EndsWith("iz"))
            stem.Append('e');
        else if (StemBuffer.IsDouble(stem.Text))
            stem.Remove(1);
        else if (stem.IsShortWord())
            stem.Append('e');
    }

    /// <summary>Step 1c.</summary>
    internal static void ReplaceFinalY(ref StemBuffer stem)
    {
        if (stem.Length > 2 && stem.Text[^1] is 'y' or 'Y' && stem.Length > 2 && !StemBuffer.IsVowel(stem.Text[^2]))
            stem.Replace(1, "i");
    }

    /// <summary>Step 2.</summary>
    internal static void ReduceDerivation(ref StemBuffer stem)
    {
        if (!TryFind(stem.Text, Derivations, out (string Suffix, string Replacement) rule) || !stem.InRegion1(rule.Suffix.Length))
            return;
        char before = stem.Length > rule.Suffix.Length ? stem.Text[^(rule.Suffix.Length + 1)] : '\0';
        bool allowed = rule.Suffix switch
        {
            "ogi" => before == 'l',
            "li" => before is 'c' or 'd' or 'e' or 'g' or 'h' or 'k' or 'm' or 'n' or 'r' or 't',
            _ => true,
        };
        if (allowed)
            stem.Replace(rule.Suffix.Length, rule.Replacement);
    }

    /// <summary>Step 3.</summary>
    internal static void ReduceSecondDerivation(ref StemBuffer stem)
    {
        if (!TryFind(stem.Text, SecondDerivations, out (string Suffix, string Replacement) rule) || !stem.InRegion1(rule.Suffix.Length))
            return;
        if (rule.Suffix != "ative" || stem.InRegion2(rule.Suffix.Length))
            stem.Replace(rule.Suffix.Length, rule.Replacement);
    }

    /// <summary>Step 4.</summary>
    internal static void RemoveResidualSuffix(ref StemBuffer stem)
    {
        if (!TryFind(stem.Text, Residuals, out (string Suffix, string Replacement) rule) || !stem.InRegion2(rule.Suffix.Length))
            return;
        if (rule.Suffix != "ion" || stem.Length > 3 && stem.Text[^4] is 's' or 't')
            stem.Remove(rule.Suffix.Length);
    }

    /// <summary>Step 5.</summary>
    internal static void RemoveFinalLetter(ref StemBuffer stem)
    {
        if (stem.EndsWith("e") && (stem.InRegion2(1) || stem.InRegion1(1) && !stem.EndsInShortSyllable(stem.Length - 1)))
            stem.Remove(1);
        else if (stem.EndsWith("ll") && stem.InRegion2(1))
            stem.Remove(1);
    }

    private static bool TryFind(
        ReadOnlySpan<char> text,
        (string Suffix, string Replacement)[] rules,
        out (string Suffix, string Replacement) found
    )
    {
        foreach ((string Suffix, string Replacement) rule in rules)
        {
            if (text.EndsWith(rule.Suffix))
            {
                found = rule;
                return true;
            }
        }

        found = default;
        return false;
    }

    private static (string Suffix, string Replacement)[] Ordered((string Suffix, string Replacement)[] rules) =>
        [.. rules.OrderByDescending(rule => rule.Suffix.Length)];
}
