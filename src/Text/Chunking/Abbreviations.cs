using System.Collections.Frozen;
using System.Reflection;

namespace RagCluster.Text.Chunking;

/// <summary>
/// Words whose full stop need not end a sentence, by what must follow for it to end one. The words are data: <c>abbreviations.txt</c>.
/// Those of all languages hold at once: a sentence or a heading is often too short to tell its language, an answer comes word by word,
/// and an abbreviation of one language is seldom a word of another. Only what begins a sentence hangs on the abbreviation's language.
/// </summary>
internal static class Abbreviations
{
    private const string English = "en";

    private static readonly (string Language, string List, string[] Words)[] Lists = Load();

    private static readonly FrozenSet<string> Bound = Of("bound");
    private static readonly FrozenSet<string> BeforeNumber = Of("number");
    private static readonly FrozenSet<string> Counted = Of("counted");
    private static readonly FrozenSet<string> Ordinal = Of("ordinal");
    private static readonly FrozenSet<string> AllStarters = Of("starter");
    private static readonly FrozenSet<string> EnglishWords = Set(Lists.Where(list => list.Language == English));
    private static readonly FrozenSet<string> EnglishStarters = Starters([English]);
    private static readonly string[] Tails = [.. Of("tail")];

    // What begins a sentence behind each word that may close one.
    private static readonly FrozenDictionary<string, FrozenSet<string>> Open = Lists
        .Where(list => list.List == "open")
        .SelectMany(list => list.Words.Select(word => (Word: word, list.Language)))
        .GroupBy(entry => entry.Word, entry => entry.Language)
        .ToFrozenDictionary(group => group.Key, group => Starters([English, .. group]), StringComparer.OrdinalIgnoreCase);

    // "i" and "i.d" of "i.d.r": the stops within an abbreviation.
    private static readonly FrozenSet<string> Beginnings = Lists
        .Where(list => list.List is "bound" or "open")
        .SelectMany(list => list.Words)
        .SelectMany(word =>
            Enumerable.Range(0, word.Length).Where(at => word[at] == '.').Select(at => word[..at] + "." + Part(word, at + 1))
        )
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a word in capitals is no abbreviation of ours: "SRA" is not the "Sra." of Spanish. English has "FIG. 3".</summary>
    internal static bool IsAcronym(ReadOnlySpan<char> word)
    {
        foreach (char c in word)
        {
            if (!char.IsUpper(c))
                return false;
        }

        return word.Length > 1 && !Contains(EnglishWords, word);
    }

    internal static bool IsBound(ReadOnlySpan<char> word) => Contains(Bound, word);

    internal static bool IsOpen(ReadOnlySpan<char> word) => Open.GetAlternateLookup<ReadOnlySpan<char>>().ContainsKey(word);

    internal static bool IsBeforeNumber(ReadOnlySpan<char> word)
    {
        foreach (string tail in Tails)
        {
            if (word.EndsWith(tail, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return Contains(BeforeNumber, word);
    }

    /// <summary>Whether some abbreviation begins with these parts: "z.B", "i.d".</summary>
    internal static bool IsBeginning(ReadOnlySpan<char> parts) => Contains(Beginnings, parts);

    /// <summary>Whether a word is counted by the ordinal before it: "3. Oktober".</summary>
    internal static bool IsCounted(ReadOnlySpan<char> word) => Contains(Counted, word);

    /// <summary>Whether a number with a full stop is an ordinal behind the <paramref name="word"/>: "im 19. Jahrhundert".</summary>
    internal static bool IsBeforeOrdinal(ReadOnlySpan<char> word) => Contains(Ordinal, word);

    /// <summary>Whether a capitalised <paramref name="word"/> commonly opens a sentence (and is seldom a name), in any language.</summary>
    internal static bool IsStarter(ReadOnlySpan<char> word) => Contains(AllStarters, word);

    /// <summary>Whether it does behind an abbreviation: in English or in the abbreviation's language.</summary>
    internal static bool IsStarter(ReadOnlySpan<char> word, ReadOnlySpan<char> abbreviation) =>
        Contains(
            Open.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(abbreviation, out FrozenSet<string>? own) ? own : EnglishStarters,
            word
        );

    private static FrozenSet<string> Of(string list) => Set(Lists.Where(entry => entry.List == list));

    private static FrozenSet<string> Starters(IEnumerable<string> languages) =>
        Set(Lists.Where(entry => entry.List == "starter" && languages.Contains(entry.Language)));

    private static FrozenSet<string> Set(IEnumerable<(string Language, string List, string[] Words)> lists) =>
        lists.SelectMany(list => list.Words).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static bool Contains(FrozenSet<string> words, ReadOnlySpan<char> word) =>
        words.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);

    private static string Part(string word, int start) => word[start..].Split('.')[0];

    private static (string Language, string List, string[] Words)[] Load()
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("RagCluster.Text.abbreviations.txt")!;
        using StreamReader reader = new(stream);
        return
        [
            .. reader
                .ReadToEnd()
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Where(line => line[0] != '#')
                .Select(line => line.Split(' '))
                .Select(cells => (cells[0], cells[1], cells[2..])),
        ];
    }
}
