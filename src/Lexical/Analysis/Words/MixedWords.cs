namespace RagCluster.Lexical.Analysis.Words;

/// <summary>
/// Words of several languages: each as it stands without accents, and as further readings of it its stems in the languages that it may
/// be of. The word as it stands lets a question find what was taken for another language than its own.
/// </summary>
/// <param name="latin">The rules of the languages that words in Latin letters may be of; those of other scripts are of one.</param>
internal sealed class MixedWords(WordRules[] latin) : WordRules
{
    private const char LatinEnd = '\u0250';
    private const char CyrillicStart = '\u0400';
    private const char CyrillicEnd = '\u0530';

    private static readonly WordRules[] Cyrillic = [LanguageRules.Of("ru")];
    private static readonly WordRules[] Arabic = [LanguageRules.Of("ar")];

    internal override bool FoldsKana => true;

    internal override int Apply(ReadOnlySpan<char> word, Span<char> term) => PlainWords.Fold(word, term);

    internal override ReadOnlySpan<WordRules> OtherReadings(char first) =>
        first switch
        {
            < LatinEnd => char.IsLetter(first) ? latin : [],
            >= CyrillicStart and < CyrillicEnd => Cyrillic,
            _ => ArabicStemmer.IsArabic(first) ? Arabic : [],
        };
}
