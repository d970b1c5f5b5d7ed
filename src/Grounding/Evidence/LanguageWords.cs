using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;

namespace RagCluster.Grounding.Evidence;

/// <summary>What asks, and what carries no content, in one language. The words are data: <c>words.txt</c>.</summary>
internal sealed class LanguageWords
{
    // What a text says in function words decides; a few hundred words hold some hundred of them in any language.
    private const int TokensMax = 400;

    // Fewer words of grammar don't tell the language of a question.
    private const int FunctionWordsMin = 2;

    // The last block of Latin letters of European languages ends here.
    private const char LatinMax = '\u024F';

    private const string AllowanceList = "allowance";

    private static readonly LanguageWords[] All = Load();

    // The languages of each function word: asking every language for every word of every passage took a twenty-fifth of an answer's time.
    private static readonly FrozenDictionary<string, int[]> LanguagesOf = All.SelectMany(
            (language, i) => language._stop.Select(word => (Word: word, Language: i))
        )
        .GroupBy(pair => pair.Word, pair => pair.Language)
        .ToFrozenDictionary(group => group.Key, group => group.ToArray());

    private readonly FrozenDictionary<string, string> _asking;
    private readonly FrozenSet<string> _stop;
    private readonly FrozenSet<string> _measures;
    private readonly string[] _unspaced;

    private LanguageWords(string code, IEnumerable<(string List, string[] Words)> lists)
    {
        Code = code;
        ILookup<bool, (string List, string[] Words)> byKind = lists.ToLookup(list => list.List == AllowanceList);
        Allowance = byKind[true].Select(list => double.Parse(list.Words[0], CultureInfo.InvariantCulture)).FirstOrDefault();
        (string List, string[] Words)[] all = [.. byKind[false]];
        _asking = all.Where(list => list.List is not ("function" or "measure"))
            .SelectMany(list => list.Words.Select(word => (list.List, Word: LetterFolding.Fold(word))))
            .DistinctBy(entry => entry.Word)
            .ToFrozenDictionary(entry => entry.Word, entry => entry.List);
        _stop = all.SelectMany(list => list.Words).Select(word => LetterFolding.Fold(word)).ToFrozenSet();
        _measures = all.Where(list => list.List == "measure")
            .SelectMany(list => list.Words)
            .Select(word => LetterFolding.Fold(word))
            .ToFrozenSet();
        _unspaced = [.. _stop.Where(word => Tokens.IsIdeograph(word[0])).OrderByDescending(word => word.Length)];
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

    /// <summary>The language of some texts: the one of whose function words they hold most; English when they hold none.</summary>
    internal static LanguageWords Of(IEnumerable<Token> tokens)
    {
        int[] counts = Counts(tokens);
        // The first of equals is English.
        return All[Array.IndexOf(counts, counts.Max())];
    }

    /// <summary>
    /// The language that a question is asked in, which need not be that of the passages: the one of whose function words it holds most.
    /// Of those of which it holds as many, and where one Latin word is all that it holds, that of question and passages together.
    /// </summary>
    /// <param name="question">The question.</param>
    /// <param name="read">The language of question and passages together, or null where there are no passages.</param>
    internal static LanguageWords OfQuestion(string question, LanguageWords? read = null)
    {
        int[] counts = Counts(Tokens.Read(question));
        for (int i = 0; i < counts.Length; i++)
            counts[i] += All[i].CountUnspaced(question);
        int most = counts.Max();
        LanguageWords[] likely = [.. All.Where((_, i) => counts[i] == most)];
        // "Price per node" is no Italian.
        bool isClear = most >= FunctionWordsMin || question.Any(c => c > LatinMax && char.IsLetter(c));
        if (!isClear && read is not null)
            return read;
        return Array.Find(likely, language => language == read) ?? likely[0];
    }

    private static int[] Counts(IEnumerable<Token> tokens)
    {
        int[] counts = new int[All.Length];
        foreach (Token token in tokens.Take(TokensMax))
        {
            foreach (int language in LanguagesOf.GetValueOrDefault(token.Word, []))
                counts[language]++;
        }

        return counts;
    }

    // Words of several characters in a script without spaces, which are no tokens.
    private int CountUnspaced(string text) => _unspaced.Count(word => word.Length > 1 && text.Contains(word, StringComparison.Ordinal));

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
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("RagCluster.Grounding.words.txt")!;
        using StreamReader reader = new(stream);
        return
        [
            .. reader
                .ReadToEnd()
                .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Where(line => line[0] != '#')
                .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .GroupBy(cells => cells[0])
                .Select(group => new LanguageWords(group.Key, group.Select(cells => (cells[1], cells[2..])))),
        ];
    }
}
