using System.Collections.Frozen;
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
        Of("en", "english"),
        Of("de", "german"),
        Of("fr", "french"),
        Of("es", "spanish"),
        Of("it", "italian"),
        Of("pt", "portuguese"),
        Of("ru", "russian"),
        Of("nl", "dutch"),
        Of("ar", "arabic"),
        Of("zh", "chinese"),
        Of("ja", "japanese"),
        new("multi", "plain", new PlainWords(), ""),
    ];

    private static readonly FrozenDictionary<string, TextAnalyzer> ByName = All.Append(Mixed)
        .Select(analyzer => KeyValuePair.Create(analyzer.Name, analyzer))
        .Concat(All.Select(analyzer => KeyValuePair.Create(analyzer.Language, analyzer)))
        .ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// English stems and stop words. Like all of them it indexes Chinese, Japanese, Korean, Thai and their like by pairs of characters.
    /// </summary>
    public static TextAnalyzer English => All[0];

    /// <summary>
    /// Words as they stand and their stems, for collections of several languages. Those of earlier versions were indexed by
    /// <c>plain</c>, without stems, which is why <c>multi</c> finds that.
    /// </summary>
    public static TextAnalyzer Mixed => MixedLanguages.Analyzer;

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

    private static TextAnalyzer Of(string language, string name) =>
        new(language, name, LanguageRules.Of(language), LanguageWords.Stop(language));
}
