namespace RagCluster.Lexical.Analysis.Snowball;

/// <summary>
/// Reduces English words to stems by the Porter2 algorithm. Source: M. F. Porter, "An algorithm for suffix stripping",
/// Program 14(3), 1980, in his revision of 2001 ("The English (Porter2) stemming algorithm", Snowball).
/// </summary>
public static class EnglishStemmer
{
    private const int WordLengthMin = 3;

    /// <summary>Stems a word in place.</summary>
    /// <param name="word">Lower-case letters a to z and apostrophes; overwritten by the stem. Needs one spare character after the word only
    /// if the word has at least 3 characters.</param>
    /// <param name="length">Characters of the word.</param>
    /// <returns>Characters of the stem.</returns>
    public static int Stem(Span<char> word, int length)
    {
        if (length < WordLengthMin)
            return length;
        if (StemExceptions.TryReplace(word, length, out int replaced))
            return replaced;

        StemBuffer stem = new(word, length);
        stem.MarkConsonantY();
        stem.FindRegions();
        StemSuffixes.RemovePossessive(ref stem);
        StemSuffixes.RemovePlural(ref stem);
        if (!StemExceptions.IsFinalAfterPlural(stem.Text))
        {
            StemSuffixes.RemovePastAndGerund(ref stem);
            StemSuffixes.ReplaceFinalY(ref stem);
            StemSuffixes.ReduceDerivation(ref stem);
            StemSuffixes.ReduceSecondDerivation(ref stem);
            StemSuffixes.RemoveResidualSuffix(ref stem);
            StemSuffixes.RemoveFinalLetter(ref stem);
        }

        stem.Text.Replace('Y', 'y');
        return stem.Length;
    }
}
