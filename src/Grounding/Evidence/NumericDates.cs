using System.Globalization;
using System.Text.RegularExpressions;

namespace RagCluster.Grounding.Evidence;

/// <summary>
/// Reads dates in numbers as the tokens that the same date has in words, so that "3.10.2025", "2025-10-03" and "October 3, 2025" have the
/// same terms. With full stops the day is first; with slashes or hyphens before a year either order is read.
/// </summary>
internal static partial class NumericDates
{
    private const int YearDigits = 4;

    /// <summary>Reads one that begins at a place.</summary>
    /// <returns>One past its end, or null where there is none.</returns>
    internal static int? Read(string text, int start, int end, List<Token> tokens)
    {
        // Part of something longer: a path by date, or a number of a case.
        if (start > 0 && text[start - 1] is '/' or '-' or '.')
            return null;
        Match match = Pattern().Match(text, start, end - start);
        if (!match.Success)
            return null;
        Group[] parts = [match.Groups["first"], match.Groups["second"], match.Groups["third"]];
        int[] values = Array.ConvertAll(parts, part => int.Parse(Tokens.Digits(part.ValueSpan), CultureInfo.InvariantCulture));
        bool isYearFirst = parts[0].Length == YearDigits;
        char mark = match.Groups["mark"].ValueSpan[0];
        // "2025.1.3" is a version as well as a date.
        if (isYearFirst ? mark == '.' || parts[2].Length == YearDigits : parts[2].Length != YearDigits)
            return null;
        CalendarDate? date = isYearFirst ? Date(values[2], values[1], values[0]) : Date(values[0], values[1], values[2]);
        CalendarDate? swapped = isYearFirst || mark == '.' || values[0] == values[1] ? null : Date(values[1], values[0], values[2]);
        date = date is null ? swapped : date with { Other = swapped };
        if (date is null)
            return null;
        bool isMonthFirst = !isYearFirst && date.Month != values[1];
        for (int i = 0; i < parts.Length; i++)
        {
            // The mark belongs to the token before: a full stop between two tokens ends a clause.
            int last = i + 1 < parts.Length ? parts[i + 1].Index : match.Index + match.Length;
            bool isMonth = i == (isMonthFirst ? 0 : 1);
            tokens.Add(isMonth ? Month(date, parts[i].Index, last) : Number(date, values[i], parts[i], last));
        }

        return match.Index + match.Length;
    }

    private static CalendarDate? Date(int day, int month, int year) =>
        month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(Math.Max(year, 1), month)
            ? new CalendarDate(day, month, year)
            : null;

    private static Token Month(CalendarDate date, int start, int end) =>
        new(start, end, NumberForms.MonthWord(date.Month), NumberForms.MonthStem(date.Month), TokenKind.Word)
        {
            Date = date,
            Other = date.Other is { } other ? new OtherReading(NumberForms.MonthStem(other.Month), other.Month) : null,
        };

    private static Token Number(CalendarDate date, int value, Group part, int end) =>
        new(part.Index, end, Tokens.NumberStem(value), Tokens.NumberStem(value), TokenKind.Number)
        {
            Value = value,
            Date = date,
            Other = date.Other is { } other && value == date.Day ? new OtherReading(other.Day!.Value) : null,
        };

    // A blank only behind a full stop. What goes on like a version or a word is no date; a time may stand behind a T, and an ideograph is a
    // word of its own.
    [GeneratedRegex(
        @"\G(?<first>\d{4}|\d{1,2})(?<mark>\.[ \u00A0]?|[/-])(?<second>\d{1,2})\k<mark>(?<third>\d{4}|\d{1,2})"
            + @"(?!\d|[./-]\d|(?!T\d)[\p{L}-[\u3040-\u30ff\u3400-\u9fff]])"
    )]
    private static partial Regex Pattern();
}
