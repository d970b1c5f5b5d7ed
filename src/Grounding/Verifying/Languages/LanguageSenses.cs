using System.Collections.Frozen;
using RagCluster.Grounding.Evidence;
using RagCluster.Lexical.Analysis.Words;

namespace RagCluster.Grounding.Verifying.Languages;

/// <summary>The phrases of one language that deny, oblige, permit, quantify and oppose. They are data: <c>languages.txt</c>.</summary>
internal sealed class LanguageSenses
{
    // A text in another script holds Latin names, and a text in Latin script hardly a word of another.
    private const double ScriptShareMin = 0.2;

    // One word tells a language only of a text that has few.
    private const int WordsMin = 2;
    private const int FewTokensMax = 10;

    // "Gereinigt" and "abgeschaltet", not "Gerät" and "Beutegeld".
    private const int InfixStartMax = 5;
    private const int InfixRestMin = 5;
    private const string InfixList = "infix";

    private static readonly FrozenDictionary<string, LanguageSenses> ByCode = Load();

    private readonly LanguageWords _words;
    private readonly string? _infix;
    private readonly FrozenDictionary<char, SensePhrase[]> _phrases;

    private LanguageSenses(string code, string? infix, IEnumerable<SensePhrase> phrases)
    {
        _infix = infix;
        _words = LanguageWords.Find(code)!;
        _phrases = phrases.GroupBy(p => p.Initial).ToFrozenDictionary(g => g.Key, g => g.OrderByDescending(p => p.Length).ToArray());
    }

    /// <summary>The language in which both a sentence and a passage are written; null where they differ, and for English.</summary>
    /// <param name="sentence">The sentence.</param>
    /// <param name="passage">The text of the passage.</param>
    /// <param name="given">Its tokens.</param>
    internal static LanguageSenses? Of(string sentence, string passage, IEnumerable<Token> given)
    {
        List<Token> claim = Tokens.Read(sentence);
        string? code = OfScript(passage);
        bool isOne = code == OfScript(sentence);
        if (code is null && isOne)
            code = OfWords(claim, [.. claim, .. given]);
        return isOne && code is not null ? ByCode.GetValueOrDefault(code) : null;
    }

    // In Latin script: by the words that a language uses, each once, for code repeats its own. "E", "d" and "a" are variables as often
    // as words; more stop words of English say that it is English.
    private static string? OfWords(List<Token> claim, List<Token> all)
    {
        List<Token> words = [.. all.Where(token => token.Word.Length > 1).DistinctBy(token => token.Word)];
        int[] counts = LanguageWords.Count(words);
        int most = Array.IndexOf(counts, counts.Max());
        int[] claimed = LanguageWords.Count(claim);
        int least = Math.Max(words.Count(token => token.IsStop), all.Count > FewTokensMax ? WordsMin : 1);
        return counts[most] >= least && claimed[most] == claimed.Max() ? LanguageWords.All[most].Code : null;
    }

    /// <summary>The tokens with those as stop words that carry grammar in this language.</summary>
    internal List<Token> WithStops(string text, List<Token> tokens)
    {
        bool[] isTaken = new bool[tokens.Count];
        Read(text, tokens, isTaken);
        return [.. tokens.Select((t, i) => t with { IsStop = t.Kind == TokenKind.Word && (isTaken[i] || IsStop(text, t)) })];
    }

    /// <summary>The words of content as they are compared: endings are of the grammar, and so is what stands within a participle.</summary>
    internal List<Token> Forms(IEnumerable<Token> tokens) =>
        [
            .. tokens
                .Where(t => t.IsContent)
                // A month has one stem in all spellings.
                .Select(t => t.Kind == TokenKind.Number || t.Date is not null ? t : WithForm(t)),
        ];

    // Forms are compared, by their beginnings too.
    private Token WithForm(Token token)
    {
        string form = WithoutInfix(token);
        return token with { IsInflected = true, Word = form, Stem = form };
    }

    private string WithoutInfix(Token token)
    {
        string form = SensePhrase.FormOf(token);
        int at = _infix is null ? -1 : form.IndexOf(_infix, StringComparison.Ordinal);
        return at is >= 0 and <= InfixStartMax && form.Length - _infix!.Length >= InfixRestMin ? form.Remove(at, _infix.Length) : form;
    }

    /// <summary>The phrases of a text, the longest at each place.</summary>
    internal List<SenseMark> Read(string text, IReadOnlyList<Token> tokens) => Read(text, tokens, new bool[tokens.Count]);

    private List<SenseMark> Read(string text, IReadOnlyList<Token> tokens, bool[] isTaken)
    {
        List<SenseMark> marks = [];
        bool[] isUsed = new bool[tokens.Count];
        for (int at = 0; at < tokens.Count; at++)
        {
            if (isUsed[at] || !_phrases.TryGetValue(SensePhrase.FormOf(tokens[at]).FirstOrDefault(), out SensePhrase[]? phrases))
                continue;
            List<(SenseMark Mark, List<int> Matched)> found = [];
            foreach (SensePhrase phrase in phrases)
            {
                if (found.Count > 0 && phrase.Length < found[0].Matched.Count)
                    break;
                if (phrase.Match(text, tokens, at) is { } matched)
                    found.Add((phrase.Mark with { At = at }, matched));
            }

            foreach (int i in found.SelectMany(f => f.Matched))
            {
                isUsed[i] = true;
                isTaken[i] |= found.Exists(f => f.Mark.Sense != Sense.Opposite);
            }

            if (!found.Exists(f => f.Mark.Sense == Sense.Plain))
                marks.AddRange(found.Select(f => f.Mark));
        }

        return marks;
    }

    // Japanese writes its grammar in hiragana.
    private bool IsStop(string text, Token token) => _words.IsStop(token.Word) || text[token.Start] is >= '\u3040' and <= '\u309f';

    private static string? OfScript(string text)
    {
        int letters = 0,
            kana = 0,
            ideographs = 0,
            arabic = 0,
            cyrillic = 0;
        foreach (char c in text.Where(char.IsLetter))
        {
            letters++;
            if (c is >= '\u3040' and <= '\u30ff')
                kana++;
            else if (Tokens.IsIdeograph(c))
                ideographs++;
            else if (ArabicStemmer.IsArabic(c))
                arabic++;
            else if (c is >= '\u0400' and <= '\u04ff')
                cyrillic++;
        }

        double least = Math.Max(1, ScriptShareMin * letters);
        return kana + ideographs >= least ? (kana > 0 ? "ja" : "zh")
            : arabic >= least ? "ar"
            : cyrillic >= least ? "ru"
            : null;
    }

    private static FrozenDictionary<string, LanguageSenses> Load()
    {
        return DataLines
            .Of("languages.txt")
            .Select((line, i) => (Cells: line.Split(' ', 3), Pair: i + 1))
            .GroupBy(line => line.Cells[0], line => (List: line.Cells[1], Words: line.Cells[2], line.Pair))
            .ToFrozenDictionary(
                group => group.Key,
                group => new LanguageSenses(
                    group.Key,
                    group.FirstOrDefault(line => line.List == InfixList).Words,
                    group.Where(line => line.List != InfixList).SelectMany(line => Phrases(line.List, line.Words, line.Pair))
                )
            );
    }

    private static IEnumerable<SensePhrase> Phrases(string list, string words, int pair)
    {
        Sense sense = Enum.Parse<Sense>(list, ignoreCase: true);
        string[] sides = words.Split(" : ");
        return sides.SelectMany((side, i) => side.Split(", ").Select(phrase => new SensePhrase(phrase, sense, pair, i > 0)));
    }
}
