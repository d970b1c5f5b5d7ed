using System.Globalization;
using System.Text;

namespace RagCluster.Grounding.Evidence;

/// <summary>Reads the words and numbers of a text.</summary>
internal static class Tokens
{
    /// <summary>The tokens of a span, in order. Hyphens divide, an apostrophe's tail is dropped, each ideograph stands alone.</summary>
    /// <param name="text">The text that offsets refer to.</param>
    /// <param name="start">First character to read.</param>
    /// <param name="end">One past the last.</param>
    internal static List<Token> Read(string text, int start, int end)
    {
        List<Token> tokens = Read(text, start, end, hasNumbers: true);
        WrittenDates.Mark(text, tokens);
        return tokens;
    }

    /// <summary>The words alone.</summary>
    internal static List<Token> ReadWords(string text, int start, int end) => Read(text, start, end, hasNumbers: false);

    internal static List<Token> Read(string text) => Read(text, 0, text.Length);

    private static List<Token> Read(string text, int start, int end, bool hasNumbers)
    {
        NumberReader? numbers = null;
        List<Token> tokens = new((end - start) / 6);
        for (int at = start; at < end; )
        {
            char c = text[at];
            if (char.IsDigit(c) || (char.IsNumber(c) && !char.IsLetter(c)))
            {
                at = hasNumbers
                    ? NumericDates.Read(text, at, end, tokens) ?? (numbers ??= new NumberReader(text, end)).Read(at, tokens)
                    : at + 1;
            }
            else if (IsIdeograph(c))
                at = ReadIdeograph(text, at, tokens);
            else if (char.IsLetter(c))
                at = ReadWord(text, at, end, tokens);
            else
                at++;
        }

        return tokens;
    }

    private static int ReadWord(string text, int start, int end, List<Token> tokens)
    {
        int at = start;
        while (
            at < end
            && (
                char.IsLetterOrDigit(text[at])
                || char.GetUnicodeCategory(text[at]) == UnicodeCategory.NonSpacingMark
                || IsInnerStop(text, at, end)
            )
            && !IsIdeograph(text[at])
        )
        {
            at++;
        }

        string word = LetterFolding.Fold(text.AsSpan(start, at - start)).Replace(".", "", StringComparison.Ordinal);
        int after = at;
        if (after + 1 < end && text[after] is '\'' or '’' && char.IsLetter(text[after + 1]))
        {
            int tail = after + 1;
            while (tail < end && char.IsLetter(text[tail]))
                tail++;
            if (tail - after <= 3)
                after = tail;
            // "isn't", "doesn't": the tail is a negation, which must stay visible.
            if (text[after - 1] is 't' && word.EndsWith('n'))
                word += "'t";
        }

        tokens.Add(Make(word, start, after, char.IsUpper(text[start])));
        return after;
    }

    // "U.S" and "e.g" are one word.
    private static bool IsInnerStop(string text, int at, int end) =>
        text[at] == '.'
        && at + 1 < end
        && char.IsLetter(text[at + 1])
        && (at < 2 || !char.IsLetter(text[at - 2]))
        && (at + 2 >= end || !char.IsLetter(text[at + 2]));

    private static Token Make(string word, int start, int end, bool capital)
    {
        if (NumberWords.TryValue(word, out double value) || NumberWords.TryOrdinal(word, out value))
        {
            return new Token(start, end, word, NumberStem(value), TokenKind.Number) { Value = value, IsCapital = capital };
        }

        return new Token(start, end, word, Stemmer.Stem(word), TokenKind.Word)
        {
            IsCapital = capital,
            IsStop = StopWords.Contains(word) || word.EndsWith("n't", StringComparison.Ordinal),
        };
    }

    /// <summary>The digits of every script by their values, and all else as it stands.</summary>
    internal static string Digits(ReadOnlySpan<char> number)
    {
        StringBuilder digits = new(number.Length);
        foreach (char c in number)
            digits.Append(char.IsDigit(c) ? (char)('0' + CharUnicodeInfo.GetDecimalDigitValue(c)) : c);
        return digits.ToString();
    }

    private static int ReadIdeograph(string text, int at, List<Token> tokens)
    {
        string one = text[at].ToString();
        tokens.Add(new Token(at, at + 1, one, one, TokenKind.Word));
        return at + 1;
    }

    internal static bool IsIdeograph(char c) => c is >= '\u3040' and <= '\u30ff' or >= '\u3400' and <= '\u9fff';

    internal static string NumberStem(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}
