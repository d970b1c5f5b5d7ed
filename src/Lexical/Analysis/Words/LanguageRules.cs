using System.Collections.Frozen;
using RagCluster.Lexical.Analysis.Snowball;

namespace RagCluster.Lexical.Analysis.Words;

/// <summary>The rules of each language's words.</summary>
internal static class LanguageRules
{
    /// <summary>The languages that are written in Latin letters.</summary>
    internal static readonly string[] Latin = ["en", "de", "fr", "es", "it", "pt", "nl"];

    private static readonly FrozenDictionary<string, WordRules> Rules = new Dictionary<string, WordRules>
    {
        ["en"] = new EnglishWords(),
        ["de"] = new SnowballWords(GermanStemmer.Stem, isCyrillic: false, LanguageWords.Elisions("de")),
        ["fr"] = new SnowballWords(FrenchStemmer.Stem, isCyrillic: false, LanguageWords.Elisions("fr")),
        ["es"] = new SnowballWords(SpanishStemmer.Stem, isCyrillic: false, LanguageWords.Elisions("es")),
        ["it"] = new SnowballWords(ItalianStemmer.Stem, isCyrillic: false, LanguageWords.Elisions("it")),
        ["pt"] = new SnowballWords(PortugueseStemmer.Stem, isCyrillic: false, LanguageWords.Elisions("pt")),
        ["ru"] = new SnowballWords(RussianStemmer.Stem, isCyrillic: true, LanguageWords.Elisions("ru")),
        ["nl"] = new SnowballWords(DutchStemmer.Stem, isCyrillic: false, LanguageWords.Elisions("nl")),
        ["ar"] = new ArabicWords(),
        ["zh"] = new EastAsianWords(),
        ["ja"] = new EastAsianWords(),
    }.ToFrozenDictionary();

    internal static WordRules Of(string language) => Rules[language];
}
