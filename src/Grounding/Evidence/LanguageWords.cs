using System.Collections.Frozen;
using System.Globalization;
using RagCluster.Lexical.Analysis;

namespace RagCluster.Grounding.Evidence;

/// <summary>What asks, and what carries no content, in one language. The words are data: <c>words.txt</c>.</summary>
internal sealed class LanguageWords
{
    private const string AllowanceList = "allowance";

    private static readonly string[] AskingLists = ["who", "when", "where", "why", "how", "count", "what"];

    /// <summary>All languages; English is the first.</summary>
    internal static IReadOnlyList<LanguageWords> All { get; } = Load();

    // The languages of each word: asking every language for every word of every passage took a twenty-fifth of an answer's time.
    private static readonly FrozenDictionary<string, int[]> LanguagesOf = All.SelectMany(
            (language, i) => language._known.Select(word => (Word: word, Language: i))
        )
        .GroupBy(pair => pair.Word, pair => pair.Language)
        .ToFrozenDictionary(group => group.Key, group => group.ToArray());

    private readonly FrozenDictionary<string, string> _asking;
    private readonly FrozenSet<string> _stop;
    private readonly FrozenSet<string> _known;
    private readonly FrozenSet<string> _opening;
    private readonly FrozenSet<string> _measures;
    private readonly string[] _unspaced;

    private LanguageWords(string code, IEnumerable<(string List, string[] Words)> lists)
    {
        Code = code;
        ILookup<string, string> words = lists
            .SelectMany(list => list.Words.Select(word => (list.List, Word: word)))
            .ToLookup(entry => entry.List, entry => entry.Word);
        Allowance = words[AllowanceList].Select(number => double.Parse(number, CultureInfo.InvariantCulture)).FirstOrDefault();
        Analyzer = code == "en" ? null : Analyzers.Find(code);
        HasCompounds = words["compounds"].Any();
        Letters = string.Concat(words["letters"]);
        _asking = AskingLists
            .SelectMany(list => words[list].Select(word => (List: list, Word: LetterFolding.Fold(word))))
            .DistinctBy(entry => entry.Word)
            .ToFrozenDictionary(entry => entry.Word, entry => entry.List);
        _opening = Set([.. AskingLists, "opens"]);
        _measures = Set("measure");
        _stop = Set([.. AskingLists, "opens", "measure", "compare", "use", "function"]);
        _known = [.. _stop.Union(Set("mark"))];
        _unspaced = [.. _stop.Where(word => Tokens.IsIdeograph(word[0])).OrderByDescending(word => word.Length)];
        foreach (string word in _stop)
            Scripts |= ScriptReader.Of(word);

        FrozenSet<string> Set(params string[] names) =>
            names.SelectMany(name => words[name]).Select(word => LetterFolding.Fold(word)).ToFrozenSet();
    }

    /// <summary>The codes of all languages.</summary>
    internal static IEnumerable<string> Codes => All.Select(language => language.Code);

    /// <summary>The language's code.</summary>
    internal string Code { get; }

    /// <summary>
    /// What is added to the log odds of an answer: words of other languages are compared by their beginnings, and without synonyms, so
    /// that as good an answer covers less of its question; signs of a script without spaces are met by chance more easily.
    /// </summary>
    internal double Allowance { get; }

    /// <summary>Whether it writes words that are made of words as one.</summary>
    internal bool HasCompounds { get; }

    /// <summary>What the index reads it by; null for English, whose words <see cref="Stemmer"/> stems.</summary>
    internal TextAnalyzer? Analyzer { get; }

    /// <summary>Letters that few other languages write.</summary>
    internal string Letters { get; }

    /// <summary>The scripts that it is written in.</summary>
    internal Scripts Scripts { get; }

    /// <summary>The language of a code; null where there is none.</summary>
    internal static LanguageWords? Find(string? code) => All.FirstOrDefault(language => language.Code == code);

    /// <summary>How many of the words tell each of <see cref="All"/>.</summary>
    internal static int[] Count(IEnumerable<Token> tokens)
    {
        int[] counts = new int[All.Count];
        foreach (Token token in tokens)
        {
            foreach (int language in LanguagesOf.GetValueOrDefault(token.Word, []))
                counts[language]++;
        }

        return counts;
    }

    /// <summary>How many words of several characters in a script without spaces, which are no tokens, a text holds.</summary>
    internal int CountUnspaced(string text) => _unspaced.Count(word => word.Length > 1 && text.Contains(word, StringComparison.Ordinal));

    /// <summary>The words and numbers of a text, stemmed for questions in this language.</summary>
    internal List<Token> Read(string text) => Stem(text, Tokens.Read(text));

    /// <summary>Words of a text by the stems that the index has for them in this language; English ones as they are.</summary>
    internal List<Token> Stem(string text, List<Token> tokens) => Analyzer is null ? tokens : tokens.ConvertAll(token => Stem(text, token));

    private Token Stem(string text, Token token)
    {
        if (token.Kind != TokenKind.Word || Tokens.IsIdeograph(text[token.Start]))
            return token;
        string stem = Analyzer!.TermOf(text.AsSpan(token.Start, token.End - token.Start));
        return token with { Stem = stem.Length > 0 ? stem : token.Word, IsInflected = true };
    }

    /// <summary>Whether a question begins with the word in this language: it asks, or asks for leave.</summary>
    internal bool Opens(string word) => _opening.Contains(word);

    /// <summary>Whether a word of a question is no term of it.</summary>
    internal bool IsStop(string word) => _stop.Contains(word);

    /// <summary>Whether a word after "how" asks for a number.</summary>
    internal bool IsMeasure(string word) => _measures.Contains(word);

    /// <summary>What a word asks for: who, when, where, why, how or what; null for a word that does not ask.</summary>
    internal string? Asks(string word) => _asking.GetValueOrDefault(word);

    /// <summary>
    /// Which characters of a question in a script without spaces belong to words that ask or carry grammar, by the longest word at each
    /// place.
    /// </summary>
    internal (bool[] IsStop, string? Asks) ReadUnspaced(string text)
    {
        bool[] isStop = new bool[text.Length];
        string? asks = null;
        for (int at = 0; at < text.Length; at++)
        {
            string? word = Array.Find(_unspaced, word => string.CompareOrdinal(text, at, word, 0, word.Length) == 0);
            if (word is null)
                continue;
            asks ??= Asks(word);
            Array.Fill(isStop, true, at, word.Length);
            at += word.Length - 1;
        }

        return (isStop, asks);
    }

    private static LanguageWords[] Load()
    {
        return
        [
            .. DataLines
                .Of("words.txt")
                .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .GroupBy(cells => cells[0])
                .Select(group => new LanguageWords(group.Key, group.Select(cells => (cells[1], cells[2..])))),
        ];
    }
}
