namespace RagCluster.Grounding.Evidence;

/// <summary>
/// Finds dates with a month's name ("3. Oktober 2025", "October 3, 2025", "3 de octubre de 2025") or sign (2025年10月3日), and gives the
/// month the stem that it has in all languages. A month stands next to a day or year; elsewhere it is a word like others.
/// </summary>
internal static class WrittenDates
{
    private const int DistanceMax = 2;
    private const int WordsMax = 4;
    private const int DayMax = 31;
    private const int YearMin = 1000;
    private const int YearMax = 2999;
    private const int ShortNameLength = 5;
    private const string Gap = " .,\u00A0\u202F\u2009/-";
    private const string MonthSigns = "月월";

    internal static void Mark(string text, List<Token> tokens)
    {
        for (int i = 0; i < tokens.Count; i++)
        {
            if (!IsPart(text, tokens[i]) || tokens[i].Date is not null)
                continue;
            if (
                tokens[i].Value is >= 1 and <= 12
                && i + 1 < tokens.Count
                && tokens[i + 1].Start - tokens[i].End <= 1
                && IsMonthSign(tokens[i + 1])
            )
            {
                int month = (int)tokens[i].Value;
                tokens[i] = tokens[i] with { Word = NumberForms.MonthWord(month), Kind = TokenKind.Word };
                MarkDate(text, tokens, i, month);
                continue;
            }

            for (int at = Math.Max(0, i - DistanceMax); at <= Math.Min(i + DistanceMax, tokens.Count - 1); at++)
            {
                if (tokens[at] is { Kind: TokenKind.Word, Date: null } && NumberForms.MonthOf(tokens[at].Word) is > 0 and int month)
                    MarkDate(text, tokens, at, month);
            }
        }
    }

    private static bool IsMonthSign(Token token) => token.Word.Length == 1 && MonthSigns.Contains(token.Word[0]);

    private static bool IsPart(string text, Token token) =>
        token.Kind == TokenKind.Number
        && char.IsDigit(text[token.Start])
        && token.Value == Math.Floor(token.Value)
        && token.Value is (>= 1 and <= DayMax) or (>= YearMin and <= YearMax);

    private static void MarkDate(string text, List<Token> tokens, int month, int number)
    {
        (int? Day, int? Year) before = Find(text, tokens, month, -1, default);
        bool isBehindDay = before.Day is not null;
        (int? day, int? year) = Find(text, tokens, month, 1, before);
        Token name = tokens[month];
        CalendarDate date = new(Value(day), number, Value(year));
        bool isSign = char.IsDigit(text[name.Start]);
        if (!isSign && !NumberForms.IsMonth(name.Word, name.IsCapital, date, isBehindDay))
            return;
        tokens[month] = name with { Stem = NumberForms.MonthStem(number), IsStop = false, Date = date };
        MarkBetween(tokens, Math.Min(month, Math.Min(day ?? month, year ?? month)), Math.Max(month, Math.Max(day ?? month, year ?? month)));
        if (year is { } y)
            tokens[y] = tokens[y] with { Date = date };
        if (day is not { } d)
            return;
        // The full stop of an ordinal is part of it: between two tokens it would end a clause.
        int stop = d < month && tokens[d].End < text.Length && text[tokens[d].End] == '.' ? 1 : 0;
        tokens[d] = tokens[d] with { Date = date, End = tokens[d].End + stop };
        int? Value(int? token) => token is { } at ? (int)tokens[at].Value : null;
    }

    // "de", "г." and 日 say nothing that another spelling of the date would have to say.
    private static void MarkBetween(List<Token> tokens, int first, int last)
    {
        for (int i = first; i <= Math.Min(last + 1, tokens.Count - 1); i++)
        {
            if (NumberForms.IsBetween(tokens[i].Word) || IsMonthSign(tokens[i]))
                tokens[i] = tokens[i] with { IsStop = true };
        }
    }

    // Adds the day and year that stand on one side of a month to those found.
    private static (int? Day, int? Year) Find(string text, List<Token> tokens, int month, int step, (int? Day, int? Year) found)
    {
        for (int at = month + step; at >= 0 && at < tokens.Count && Math.Abs(at - month) <= WordsMax; at += step)
        {
            int left = Math.Min(at, at - step);
            ReadOnlySpan<char> gap = text.AsSpan(tokens[left].End, tokens[left + 1].Start - tokens[left].End);
            if (gap.ContainsAnyExcept(Gap))
                return found;
            if (NumberForms.IsBetween(tokens[at].Word) || IsMonthSign(tokens[at]))
                continue;
            // A number behind a sentence's end is of the next one; a short name may have a full stop of its own.
            bool isStopped =
                gap.Contains('.') && (step > 0 ? tokens[left].End - tokens[left].Start > ShortNameLength : tokens[at].Value > DayMax);
            if (isStopped || !IsPart(text, tokens[at]) || tokens[at].Date is not null)
                return found;
            if (tokens[at].Value > DayMax ? found.Year is not null : found.Day is not null)
                return found;
            if (tokens[at].Value > DayMax)
                found.Year = at;
            else
                found.Day = at;
        }

        return found;
    }
}
