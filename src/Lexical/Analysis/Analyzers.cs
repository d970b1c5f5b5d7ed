using System.Collections.Frozen;
using RagCluster.Lexical.Analysis.Snowball;
using RagCluster.Lexical.Analysis.Words;

namespace RagCluster.Lexical.Analysis;

/// <summary>
/// The analyzers by language. A collection is written and asked with one of them: another one finds other terms, so changing it means
/// indexing again.
/// </summary>
public static class Analyzers
{
    private static readonly TextAnalyzer[] All =
    [
        Of("en", "english", new EnglishWords()),
        Of("de", "german", new SnowballWords(GermanStemmer.Stem, isCyrillic: false, LanguageWords.Elisions("de"))),
        Of("fr", "french", new SnowballWords(FrenchStemmer.Stem, isCyrillic: false, LanguageWords.Elisions("fr"))),
        Of("es", "spanish", new SnowballWords(SpanishStemmer.Stem, isCyrillic: false, LanguageWords.Elisions("es"))),
        Of("it", "italian", new SnowballWords(ItalianStemmer.Stem, isCyrillic: false, LanguageWords.Elisions("it"))),
        Of("pt", "portuguese", new SnowballWords(PortugueseStemmer.Stem, isCyrillic: false, LanguageWords.Elisions("pt"))),
        Of("ru", "russian", new SnowballWords(RussianStemmer.Stem, isCyrillic: true, LanguageWords.Elisions("ru"))),
        Of("nl", "dutch", new SnowballWords(DutchStemmer.Stem, isCyrillic: false, LanguageWords.Elisions("nl"))),
        Of("ar", "arabic", new ArabicWords()),
        Of("zh", "chinese", new EastAsianWords()),
        Of("ja", "japanese", new EastAsianWords()),
        Of("multi", "plain", new PlainWords()),
    ];

    private static readonly FrozenDictionary<string, TextAnalyzer> ByName = All.SelectMany(analyzer =>
            new[] { (Key: analyzer.Language, analyzer), (Key: analyzer.Name, analyzer) }
        )
        .ToFrozenDictionary(pair => pair.Key, pair => pair.analyzer, StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// English stems and stop words. Like all of them it indexes Chinese, Japanese, Korean, Thai and their like by pairs of characters.
    /// </summary>
    public static TextAnalyzer English => All[0];

    /// <summary>The languages: en, de, fr, es, it, pt, ru, nl, ar, zh, ja, and multi for none or several.</summary>
    public static IReadOnlyList<string> Languages { get; } = [.. All.Select(analyzer => analyzer.Language)];

    /// <summary>The analyzer of a language; null when there is none.</summary>
    /// <param name="language">One of <see cref="Languages"/> or its English name, in any case: <c>de</c> or <c>german</c>; <c>multi</c> or
    /// <c>plain</c>.</param>
    public static TextAnalyzer? Find(string language)
    {
        ArgumentNullException.ThrowIfNull(language);
        return ByName.GetValueOrDefault(language);
    }

    /// <summary>The analyzer of a language.</summary>
    /// <param name="language">As for <see cref="Find"/>.</param>
    /// <exception cref="ArgumentException">There is none; the message lists those that there are.</exception>
    public static TextAnalyzer For(string language) =>
        Find(language)
        ?? throw new ArgumentException(
            $"There is no analyzer for '{language}'; there are {string.Join(", ", Languages)}.",
            nameof(language)
        );

    private static TextAnalyzer Of(string language, string name, WordRules rules) =>
        new(language, name, rules, LanguageWords.Stop(language));
}
