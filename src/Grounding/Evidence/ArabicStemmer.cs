namespace RagCluster.Grounding.Evidence;

/// <summary>
/// A light stemmer of Arabic: letters that are written in several ways become one, then article, conjunctions and prepositions that are
/// written
/// with the word, and common endings go. Source: L. Larkey, L. Ballesteros and M. Connell, "Light stemming for Arabic information
/// retrieval", in
/// Arabic Computational Morphology, 2007 (light10).
/// </summary>
internal static class ArabicStemmer
{
    private const int StemLengthMin = 2;
    private const int AfterPrefixMin = 3;

    private static readonly string[] Prefixes = ["وال", "بال", "كال", "فال", "لل", "ال", "و"];
    private static readonly string[] Suffixes = ["ها", "ان", "ات", "ون", "ين", "يه", "ية", "ه", "ة", "ي"];

    internal static bool IsArabic(char c) => c is >= '\u0621' and <= '\u064a';

    internal static string Stem(string word)
    {
        string stem = word.Replace('أ', 'ا')
            .Replace('إ', 'ا')
            .Replace('آ', 'ا')
            .Replace('ى', 'ي')
            .Replace("ـ", "", StringComparison.Ordinal);
        foreach (string prefix in Prefixes)
        {
            if (stem.Length - prefix.Length >= AfterPrefixMin && stem.StartsWith(prefix, StringComparison.Ordinal))
            {
                stem = stem[prefix.Length..];
                break;
            }
        }

        foreach (string suffix in Suffixes)
        {
            if (stem.Length - suffix.Length >= StemLengthMin && stem.EndsWith(suffix, StringComparison.Ordinal))
                stem = stem[..^suffix.Length];
        }

        // Tatweel alone, which only stretches words.
        return stem.Length > 0 ? stem : word;
    }
}
