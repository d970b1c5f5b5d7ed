namespace RagCluster.Lexical.Analysis.Words;

/// <summary>
/// A light stemmer of Arabic: letters that are written in several ways become one, then article, conjunctions and prepositions that are
/// written with the word, and common endings go. Source: L. Larkey, L. Ballesteros and M. Connell, "Light stemming for Arabic information
/// retrieval", in Arabic Computational Morphology, 2007 (light10).
/// </summary>
public static class ArabicStemmer
{
    private const int StemLengthMin = 2;
    private const int AfterPrefixMin = 3;
    private const char Lengthener = '\u0640';

    private static readonly string[] Prefixes = ["وال", "بال", "كال", "فال", "لل", "ال", "و"];
    private static readonly string[] Suffixes = ["ها", "ان", "ات", "ون", "ين", "يه", "ية", "ه", "ة", "ي"];

    /// <summary>Whether a character is an Arabic letter.</summary>
    /// <param name="c">A UTF-16 code unit.</param>
    public static bool IsArabic(char c) => c is >= '\u0621' and <= '\u064a';

    /// <summary>Stems a word in place.</summary>
    /// <param name="letters">A word without vowel signs.</param>
    /// <returns>The stem, a part of <paramref name="letters"/>.</returns>
    public static Span<char> Stem(Span<char> letters)
    {
        Span<char> stem = letters[..Unify(letters)];
        foreach (string prefix in Prefixes)
        {
            if (stem.Length - prefix.Length >= AfterPrefixMin && stem.StartsWith(prefix))
            {
                stem = stem[prefix.Length..];
                break;
            }
        }

        foreach (string suffix in Suffixes)
        {
            if (stem.Length - suffix.Length >= StemLengthMin && stem.EndsWith(suffix))
                stem = stem[..^suffix.Length];
        }

        return stem;
    }

    private static int Unify(Span<char> letters)
    {
        int length = 0;
        foreach (char c in letters)
        {
            if (c != Lengthener)
                letters[length++] = c switch
                {
                    'أ' or 'إ' or 'آ' => 'ا',
                    'ى' => 'ي',
                    _ => c,
                };
        }

        return length;
    }
}
