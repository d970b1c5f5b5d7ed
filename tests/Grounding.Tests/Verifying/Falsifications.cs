using System.Globalization;
using System.Text.RegularExpressions;

namespace RagCluster.Grounding.Tests.Verifying;

/// <summary>Changes of one fact of a sentence, so that its paragraph no longer supports it.</summary>
internal static partial class Falsifications
{
    private const int YearShiftMax = 30;
    private const int NumberShiftMax = 9;

    private static readonly string[] NumberWords =
    [
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "fifteen",
        "twenty",
        "thirty",
        "forty",
        "fifty",
        "sixty",
    ];

    private static readonly string[] Months =
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];

    private static readonly string[] Centuries =
    [
        .. Enumerable.Range(4, 17).Select(n => $"{n}th century"),
        "twelfth century",
        "thirteenth century",
        "fifteenth century",
        "sixteenth century",
        "eighteenth century",
        "nineteenth century",
    ];

    /// <summary>A number that is no year, changed to one that the paragraph does not hold, or null.</summary>
    internal static string? NumberChanged(string sentence, string paragraph, Random random)
    {
        List<Match> digits = Number().Matches(sentence).Where(m => !Year().IsMatch(m.Value)).ToList();
        if (digits.Count > 0)
        {
            Match match = digits[random.Next(digits.Count)];
            return Replace(sentence, match, Shifted(match.Value, paragraph, random));
        }

        return Word(sentence, paragraph, NumberWords, random);
    }

    /// <summary>A year, month or century changed to one that the paragraph does not hold, or null.</summary>
    internal static string? DateChanged(string sentence, string paragraph, Random random)
    {
        MatchCollection years = Year().Matches(sentence);
        if (years.Count == 0)
            return Word(sentence, paragraph, Months, random) ?? Word(sentence, paragraph, Centuries, random);
        Match match = years[random.Next(years.Count)];
        int year = int.Parse(match.Value, CultureInfo.InvariantCulture);
        int step = match.Index + match.Length < sentence.Length && sentence[match.Index + match.Length] == 's' ? 10 : 1;
        int shifted;
        do shifted = year + step * (random.Next(2) == 0 ? -1 : 1) * random.Next(1, YearShiftMax);
        while (paragraph.Contains(shifted.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        return Replace(sentence, match, shifted.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>A number or year that another sentence of the paragraph holds in the place of this one's, or null.</summary>
    internal static string? NumberSwapped(string sentence, string paragraph, Random random)
    {
        MatchCollection own = Number().Matches(sentence);
        if (own.Count == 0)
            return null;
        Match match = own[random.Next(own.Count)];
        bool isYear = Year().IsMatch(match.Value);
        string[] others =
        [
            .. Number()
                .Matches(paragraph)
                .Select(m => m.Value)
                .Where(v => Year().IsMatch(v) == isYear && !own.Any(m => m.Value == v))
                .Distinct(),
        ];
        return others.Length == 0 ? null : Replace(sentence, match, others[random.Next(others.Length)]);
    }

    /// <summary>A name changed to one of <paramref name="names"/> that shares no word with <paramref name="apartFrom"/>, or null.</summary>
    internal static string? NameChanged(string sentence, IEnumerable<string> names, string apartFrom, Random random)
    {
        List<Match> own = Names(sentence).ToList();
        string[] foreign =
        [
            .. names.Where(n => !n.Split(' ').Any(w => apartFrom.Contains(Root(w), StringComparison.OrdinalIgnoreCase))).Distinct(),
        ];
        if (own.Count == 0 || foreign.Length == 0)
            return null;
        return Replace(sentence, own[random.Next(own.Count)], foreign[random.Next(foreign.Length)]);
    }

    /// <summary>
    /// The name of one word that opens a sentence changed to one that shares nothing with <paramref name="apartFrom"/>, or null.
    /// </summary>
    /// <param name="sentence">The sentence.</param>
    /// <param name="paragraph">Where the word stands as a name elsewhere: at a sentence's start any word has a capital.</param>
    /// <param name="names">Other names.</param>
    /// <param name="apartFrom">What the new name shares no word with.</param>
    /// <param name="random">Chooses.</param>
    internal static string? FirstNameChanged(string sentence, string paragraph, IEnumerable<string> names, string apartFrom, Random random)
    {
        Match first = First().Match(sentence);
        if (!first.Success || !Names(paragraph).Any(m => m.Value.Split(' ').Contains(first.Value)))
            return null;
        string[] foreign =
        [
            .. names.Where(n => !n.Contains(' ') && !apartFrom.Contains(Root(n), StringComparison.OrdinalIgnoreCase)).Distinct(),
        ];
        return foreign.Length == 0 ? null : Replace(sentence, first, foreign[random.Next(foreign.Length)]);
    }

    /// <summary>The names in a text: capitals that no sentence's start explains.</summary>
    internal static IEnumerable<Match> Names(string text) => Name().Matches(text).Where(m => !Calendar().IsMatch(m.Value));

    /// <summary>A denial put in, or null.</summary>
    internal static string? Negated(string sentence, Random random)
    {
        if (Denial().IsMatch(sentence))
            return null;
        MatchCollection verbs = Verb().Matches(sentence);
        if (verbs.Count == 0)
            return null;
        Match verb = verbs[0];
        string denied = random.Next(3) switch
        {
            0 when verb.Value is "is" or "are" or "was" or "were" or "has" or "had" or "could" or "would" or "should" => verb.Value + "n't",
            1 => verb.Value + " never",
            _ => verb.Value + " not",
        };
        return Replace(sentence, verb, denied);
    }

    /// <summary>A denial taken out, or null.</summary>
    internal static string? Affirmed(string sentence)
    {
        if (Idiom().IsMatch(sentence))
            return null;
        Match denial = Denial().Match(sentence);
        if (!denial.Success || Denial().Matches(sentence).Count > 1)
            return null;
        string affirmed = denial.Value.Trim() switch
        {
            "cannot" => "can ",
            "never" or "not" => "",
            "without" => "with ",
            "neither" or "nor" or "none" or "no" => "*",
            var contracted => contracted[..^3] + " ",
        };
        return affirmed == "*" ? null : Spaces().Replace(Replace(sentence, denial, affirmed), " ");
    }

    private static string? Word(string sentence, string paragraph, string[] words, Random random)
    {
        string? own = words.FirstOrDefault(w =>
            Regex.IsMatch(sentence, $@"\b{w}\b") && !(w == "May" && Regex.IsMatch(sentence, "^May|May [a-z]"))
        );
        string[] others = [.. words.Where(w => !paragraph.Contains(w, StringComparison.OrdinalIgnoreCase))];
        return own is null || others.Length == 0 ? null : Regex.Replace(sentence, $@"\b{own}\b", others[random.Next(others.Length)]);
    }

    private static string Shifted(string number, string paragraph, Random random)
    {
        string plain = number.Replace(",", "", StringComparison.Ordinal);
        int decimals = plain.Contains('.') ? plain.Length - plain.IndexOf('.') - 1 : 0;
        decimal unit = 1;
        for (int i = 0; i < decimals; i++)
            unit /= 10;
        string shifted;
        do
        {
            decimal value = decimal.Parse(plain, CultureInfo.InvariantCulture);
            value = random.Next(4) == 0 && value > 0 ? value * 10 : value + unit * random.Next(1, NumberShiftMax);
            shifted = value.ToString(
                (number.Contains(',') ? "#,##0" : "0") + (decimals > 0 ? "." + new string('0', decimals) : ""),
                CultureInfo.InvariantCulture
            );
        } while (paragraph.Contains(shifted, StringComparison.Ordinal));
        return shifted;
    }

    // "Normans" and "Norman" name the same people.
    private static string Root(string word) => word.Length > 5 ? word[..^2] : word;

    private static string Replace(string text, Match match, string by) => text[..match.Index] + by + text[(match.Index + match.Length)..];

    [GeneratedRegex(@"(?<![\w.,$£€\-–])\d{1,3}(,\d{3})+(\.\d+)?(?![\w\-–½])|(?<![\w.,\-–])\d+(\.\d+)?(?![\w½\-–]|,\d)")]
    private static partial Regex Number();

    [GeneratedRegex(@"\b(1\d{3}|20[0-2]\d)(?=s?\b)(?!,\d)")]
    private static partial Regex Year();

    [GeneratedRegex(@"(?<=[a-z,] )[A-Z][a-z]{2,}( [A-Z][a-z]{2,})*(?=[ .,;])")]
    private static partial Regex Name();

    [GeneratedRegex(
        @"^(?!(The|This|That|These|Those|His|Her|Its|Their|Our|All|Some|Many|Most|Both|Each|One|Two|For|From|With|After|Before|During|Under|When|While|Since|And|But|Not|Other|New) )[A-Z][a-z]{2,}(?= [a-z])"
    )]
    private static partial Regex First();

    [GeneratedRegex(
        @"January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
    )]
    private static partial Regex Calendar();

    [GeneratedRegex(@"\b(is|are|was|were|has|had|can|will|would|could|should)\b(?!,)")]
    private static partial Regex Verb();

    [GeneratedRegex(@"\b(not|never|cannot|without|neither|nor|none|no|\w+n't)\b ?")]
    private static partial Regex Denial();

    [GeneratedRegex(
        @"not (only|just|necessarily|until|even|merely|yet)|no (more|less|later|fewer|longer)|if not|or not|whether|not-|can't help|could not (only|but)|won't|can't|shan't|not all|not every"
    )]
    private static partial Regex Idiom();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
