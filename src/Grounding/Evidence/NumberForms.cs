using System.Collections.Frozen;

namespace RagCluster.Grounding.Evidence;

/// <summary>How languages write numbers and dates. The words are data: <c>numbers.txt</c>.</summary>
internal static class NumberForms
{
    private const string Short = "short";

    private static readonly (string Language, string List, string[] Words)[] Lists = Load();

    // A month has the stem of its English name in every language.
    private static readonly string[] MonthWords =
    [
        .. Lists.First(list => list is { Language: "en", List: "months" }).Words.Select(names => names.Split(',')[0]),
    ];
    private static readonly string[] MonthStems = [.. MonthWords.Select(Stemmer.Stem)];

    private static readonly FrozenDictionary<string, int> Months = Lists
        .Where(list => list.List is "months" or Short)
        .SelectMany(list =>
            list.Words.SelectMany((names, i) => names.Split(',').Select(name => (Name: LetterFolding.Fold(name), Month: i + 1)))
        )
        .DistinctBy(entry => entry.Name)
        .ToFrozenDictionary(entry => entry.Name, entry => entry.Month);

    private static readonly FrozenSet<string> DecimalCommas = Lists
        .Where(list => list.List == "decimal")
        .Select(list => list.Language)
        .ToFrozenSet();
    private static readonly FrozenSet<string> ShortNames = Of(Short);
    private static readonly FrozenSet<string> Names = Of("names");
    private static readonly FrozenSet<string> Strange = Of("strange");
    private static readonly FrozenSet<string> Between = Of("between");

    internal static bool HasDecimalComma(string language) => DecimalCommas.Contains(language);

    /// <summary>The month that a word names, 1 to 12, or 0.</summary>
    internal static int MonthOf(string word) => Months.GetValueOrDefault(word);

    /// <summary>The English name of a month.</summary>
    internal static string MonthWord(int month) => MonthWords[month - 1];

    /// <summary>The stem that its names have in all languages.</summary>
    internal static string MonthStem(int month) => MonthStems[month - 1];

    /// <summary>Whether a word that may name a month does.</summary>
    /// <param name="word">The word.</param>
    /// <param name="isCapital">Whether it has a capital.</param>
    /// <param name="date">What stands by it.</param>
    /// <param name="isBehindDay">Whether the day stands before it.</param>
    internal static bool IsMonth(string word, bool isCapital, CalendarDate date, bool isBehindDay) =>
        ShortNames.Contains(word)
            ? date is { Day: not null, Year: not null }
            : isBehindDay || ((date.Day ?? date.Year) is not null && !Strange.Contains(word) && (isCapital || !Names.Contains(word)));

    /// <summary>Whether a word may stand between day, month and year.</summary>
    internal static bool IsBetween(string word) => Between.Contains(word);

    private static FrozenSet<string> Of(string kind) =>
        Lists
            .Where(list => list.List == kind)
            .SelectMany(list => list.Words.SelectMany(word => word.Split(',')).Select(word => LetterFolding.Fold(word)))
            .ToFrozenSet();

    private static (string Language, string List, string[] Words)[] Load()
    {
        return [.. DataLines.Of("numbers.txt").Select(line => line.Split(' ')).Select(cells => (cells[0], cells[1], cells[2..]))];
    }
}
