using RagCluster.Lexical.Analysis.Words;

namespace RagCluster.Lexical.Analysis;

/// <summary>
/// The analyzers of collections whose texts are of several languages: one for each set of languages that a text in Latin letters may be of.
/// Other scripts tell their language by themselves.
/// </summary>
internal sealed class MixedLanguages
{
    private static readonly string[] OtherScripts = ["ru", "ar", "zh", "ja"];

    /// <summary>What a collection with texts of several languages is read by.</summary>
    internal static readonly TextAnalyzer Analyzer = new MixedLanguages(leavesOutStopWords: true).OfSet(LanguageVotes.All);

    /// <summary>The same for one whose queries keep every word.</summary>
    internal static readonly TextAnalyzer WithoutStopWords = new MixedLanguages(leavesOutStopWords: false).OfSet(LanguageVotes.All);

    private readonly TextAnalyzer?[] _bySet = new TextAnalyzer?[LanguageVotes.All + 1];
    private readonly bool _leavesOutStopWords;

    private MixedLanguages(bool leavesOutStopWords) => _leavesOutStopWords = leavesOutStopWords;

    /// <summary>The analyzer for some texts; null when they don't tell their language.</summary>
    internal TextAnalyzer? Of(ReadOnlySpan<string> texts) => LanguageVotes.Count(texts) is int set and not 0 ? OfSet(set) : null;

    private TextAnalyzer OfSet(int set)
    {
        // Two threads may make the same one, and either serves.
        return _bySet[set] ??= Make(set);
    }

    private TextAnalyzer Make(int set)
    {
        string[] languages = [.. LanguageRules.Latin.Where((_, i) => (set & (1 << i)) != 0)];
        // Of a text of any language no word is known to be without meaning: "die" and "war" are English too.
        IEnumerable<string> grammar = set == LanguageVotes.All ? OtherScripts : [.. OtherScripts, .. languages];
        return new TextAnalyzer(
            "multi",
            "mixed",
            new MixedWords([.. languages.Select(LanguageRules.Of)]),
            _leavesOutStopWords ? string.Join(' ', grammar.Select(LanguageWords.Stop)) : "",
            this
        );
    }
}
