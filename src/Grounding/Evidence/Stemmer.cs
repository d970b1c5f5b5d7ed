using RagCluster.Lexical.Analysis.Words;

namespace RagCluster.Grounding.Evidence;

/// <summary>
/// A light English stemmer: inflections first, then at most two derivational suffixes. It conflates more than Porter's on
/// agents and actions ("inventor", "invention", "invented"), because a question and its answer differ in just that.
/// </summary>
/// <remarks>
/// Words of other languages have the stems of the index (<see cref="LanguageWords.Analyzer"/>). English ones, stop words and folded letters
/// have not: an index keeps apart what a reader of few passages may join, leaves out fewer words, and folds every script, where weights
/// here were fitted to texts that are folded less.
/// </remarks>
internal static class Stemmer
{
    private const int StemLengthMin = 3;
    private const int DerivationMax = 2;

    // Longest first; the number is the shortest stem that may remain.
    private static readonly (string Suffix, int Remaining, string Replacement)[] Derivations =
    [
        ("ization", 3, "iz"),
        ("isation", 3, "iz"),
        ("fulness", 3, "ful"),
        ("ically", 3, "ic"),
        ("iveness", 3, "iv"),
        ("ation", 4, "at"),
        ("ition", 4, "it"),
        ("ment", 4, ""),
        ("ness", 4, ""),
        ("ance", 4, ""),
        ("ence", 4, ""),
        ("able", 4, ""),
        ("ible", 4, ""),
        ("ship", 4, ""),
        ("ion", 4, ""),
        ("ity", 4, ""),
        ("ism", 4, ""),
        ("ist", 4, ""),
        ("ize", 4, "iz"),
        ("ise", 4, "iz"),
        ("ous", 4, ""),
        ("ful", 4, ""),
        ("ive", 4, ""),
        ("ant", 4, ""),
        ("ent", 4, ""),
        ("ian", 4, ""),
        ("ate", 4, "at"),
        ("al", 4, ""),
        ("er", 4, ""),
        ("or", 4, ""),
        ("ly", 3, ""),
        ("ic", 4, ""),
        ("cy", 4, "t"),
    ];

    internal static string Stem(string word)
    {
        if (word.Length > 0 && ArabicStemmer.IsArabic(word[0]))
            return ArabicStemmer.Stem(word.ToCharArray()) is { Length: > 0 } arabic ? arabic.ToString() : word;
        if (word.Length <= StemLengthMin || !char.IsAsciiLetter(word[0]))
            return word;
        string stem = IrregularForms.BaseOf(word);
        stem = IrregularForms.BaseOf(Inflection(Plural(stem)));
        for (int i = 0; i < DerivationMax; i++)
        {
            string next = Derivation(stem);
            if (next == stem)
                break;
            stem = next;
        }

        return Ending(stem);
    }

    private static string Plural(string word)
    {
        if (
            word.Length <= StemLengthMin
            || word[^1] != 's'
            || word.EndsWith("ss", StringComparison.Ordinal)
            || word.EndsWith("us", StringComparison.Ordinal)
            || word.EndsWith("is", StringComparison.Ordinal)
        )
        {
            return word;
        }

        if (word.EndsWith("ies", StringComparison.Ordinal) && word.Length > 4)
            return word[..^3] + "y";
        bool sibilant =
            word.EndsWith("ches", StringComparison.Ordinal)
            || word.EndsWith("shes", StringComparison.Ordinal)
            || word.EndsWith("sses", StringComparison.Ordinal)
            || word.EndsWith("xes", StringComparison.Ordinal)
            || word.EndsWith("zes", StringComparison.Ordinal);
        return sibilant ? word[..^2] : word[..^1];
    }

    private static string Inflection(string word)
    {
        if (word.EndsWith("ied", StringComparison.Ordinal) && word.Length > 4)
            return word[..^3] + "y";
        int cut =
            word.EndsWith("ing", StringComparison.Ordinal) ? 3
            : word.EndsWith("ed", StringComparison.Ordinal) && !word.EndsWith("eed", StringComparison.Ordinal) ? 2
            : 0;
        if (cut == 0 || word.Length - cut < StemLengthMin || !HasVowel(word.AsSpan(0, word.Length - cut)))
            return word;
        string stem = word[..^cut];
        bool doubled = stem.Length > StemLengthMin && stem[^1] == stem[^2] && stem[^1] is not ('l' or 's' or 'z' or 'e' or 'o');
        return doubled ? stem[..^1] : stem;
    }

    private static string Derivation(string word)
    {
        foreach ((string? suffix, int remaining, string? replacement) in Derivations)
        {
            if (word.Length - suffix.Length >= remaining && word.EndsWith(suffix, StringComparison.Ordinal))
                return word[..^suffix.Length] + replacement;
        }

        return word;
    }

    // "create", "creation" and "creating" meet in "creat"; "easy" and "easily" in "easi"; "control" and "controlled" in "control".
    private static string Ending(string stem)
    {
        if (stem.Length > StemLengthMin && stem[^1] == 'e')
            stem = stem[..^1];
        if (stem.Length > StemLengthMin && stem[^1] == 'y')
            stem = stem[..^1] + "i";
        if (stem.Length > StemLengthMin && stem.EndsWith("ll", StringComparison.Ordinal))
            stem = stem[..^1];
        return stem.Length > StemLengthMin && stem.EndsWith("is", StringComparison.Ordinal) ? stem[..^1] + "z" : stem;
    }

    private static bool HasVowel(ReadOnlySpan<char> word) => word.IndexOfAny("aeiouy") >= 0;
}
