using System.Text;
using RagCluster.Lexical.Analysis.Words;

namespace RagCluster.Lexical.Analysis;

/// <summary>
/// Turns text into terms: Unicode words by the rules of a language; scripts without spaces as overlapping pairs of characters; identifiers
/// whole and by parts (<c>AddGrainStorage</c>, <c>foo_bar</c>, <c>v1.2.3</c>, <c>ERR-42</c>). Documents and queries go through the same
/// rules. Safe for concurrent use. <see cref="Analyzers"/> has one for every language.
/// </summary>
public sealed class TextAnalyzer
{
    /// <summary>Characters of the longest term; what is longer is cut, so that a base64 blob can't fill the dictionary.</summary>
    public const int TermLengthMax = WordRules.TermLengthMax;

    private readonly WordRules _rules;
    private readonly HashSet<string> _stopTerms;
    private readonly MixedLanguages? _mixed;

    internal TextAnalyzer(string language, string name, WordRules rules, string stopWords, MixedLanguages? mixed = null)
    {
        Language = language;
        Name = name;
        _rules = rules;
        _mixed = mixed;
        _stopTerms = [.. Analyze(stopWords)];
    }

    /// <summary>The analyzer for English, and for collections that name no language.</summary>
    public static TextAnalyzer Default => Analyzers.English;

    /// <summary>The code by which <see cref="Analyzers.For"/> finds it: ISO 639-1, or <c>multi</c>.</summary>
    public string Language { get; }

    /// <summary>The language's English name.</summary>
    public string Name { get; }

    /// <summary>
    /// The analyzer for some texts of the collection. Where a collection mixes languages it is the one of theirs, by their words of
    /// grammar; where they hold too few of those to tell, and in a collection of one language, it is this one.
    /// </summary>
    /// <param name="texts">A chunk's text, a document's, or a query.</param>
    public TextAnalyzer ForText(params ReadOnlySpan<string> texts) => _mixed?.Of(texts) ?? this;

    /// <summary>Finds the terms of a text in reading order; an identifier's whole follows its parts.</summary>
    /// <param name="text">Any text; lone surrogates separate words.</param>
    /// <param name="sink">Takes the terms.</param>
    public void Analyze(ReadOnlySpan<char> text, ITermSink sink)
    {
        ArgumentNullException.ThrowIfNull(sink);
        int position = 0;
        while (position < text.Length)
        {
            CharacterClass found = ClassAt(text, position, out int width);
            int start = position;
            switch (found)
            {
                case CharacterClass.Word:
                    position = CompoundTerms.FindEnd(text, start);
                    CompoundTerms.Emit(text[start..position], start, _rules, sink);
                    break;
                case CharacterClass.Unspaced:
                    position = UnspacedTerms.FindEnd(text, start);
                    UnspacedTerms.Emit(text[start..position], start, _rules, sink);
                    break;
                default:
                    position += width;
                    break;
            }
        }
    }

    /// <summary>The terms of a text, in reading order.</summary>
    /// <param name="text">Any text.</param>
    public IReadOnlyList<string> Analyze(string text)
    {
        TermList terms = new();
        Analyze(text, terms);
        return terms.Terms;
    }

    /// <summary>The term of one word as it stands, without the parts that an identifier has besides.</summary>
    /// <param name="word">A word without spaces; what is longer than <see cref="TermLengthMax"/> is cut.</param>
    public string TermOf(ReadOnlySpan<char> word)
    {
        Span<char> term = stackalloc char[WordRules.RoomLength];
        return term[.._rules.Apply(word, term)].ToString();
    }

    /// <summary>The words of a text, in reading order, each by its terms: several where a word may be of several languages.</summary>
    /// <param name="text">Any text.</param>
    public IReadOnlyList<IReadOnlyList<string>> ReadWords(string text)
    {
        WordReadings readings = new();
        Analyze(text, readings);
        return readings.Words;
    }

    /// <summary>Whether a term carries grammar rather than meaning; queries leave it out, the index keeps it.</summary>
    /// <param name="term">An analysed term.</param>
    public bool IsStopTerm(string term) => _stopTerms.Contains(term);

    /// <summary>The same rules for a collection whose queries keep every word: song titles, quotations, names of bands.</summary>
    public TextAnalyzer WithoutStopWords() => _mixed is null ? new(Language, Name, _rules, "") : MixedLanguages.WithoutStopWords;

    internal static CharacterClass ClassAt(ReadOnlySpan<char> text, int position, out int width)
    {
        Rune.DecodeFromUtf16(text[position..], out Rune rune, out width);
        return CharacterClasses.Of(rune);
    }
}
