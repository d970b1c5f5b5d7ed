using System.Globalization;
using System.Text;

namespace RagCluster.Grounding.Evidence;

/// <summary>Reads the words and numbers of a text.</summary>
internal static class Tokens
{
    // The signs of numbers in Arabic digits (Unicode 16, Arabic block).
    private const char ArabicDecimal = '٫';
    private const char ArabicGroup = '٬';

    /// <summary>The tokens of a span, in order. Hyphens divide, an apostrophe's tail is dropped, each ideograph stands alone.</summary>
    /// <param name="text">The text that offsets refer to.</param>
    /// <param name="start">First character to read.</param>
    /// <param name="end">One past the last.</param>
    internal static List<Token> Read(string text, int start, int end)
    {
        List<Token> tokens = new((end - start) / 6);
        for (int at = start; at < end; )
        {
            char c = text[at];
            if (char.IsDigit(c) || (char.IsNumber(c) && !char.IsLetter(c)))
                at = ReadNumber(text, at, end, tokens);
            else if (IsIdeograph(c))
                at = ReadIdeograph(text, at, tokens);
            else if (char.IsLetter(c))
                at = ReadWord(text, at, end, tokens);
            else
                at++;
        }

        return tokens;
    }

    internal static List<Token> Read(string text) => Read(text, 0, text.Length);

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

    private static int ReadNumber(string text, int start, int end, List<Token> tokens)
    {
        int at = start;
        double fraction = 0;
        while (at < end)
        {
            if (char.IsDigit(text[at]))
                at++;
            else if (text[at] is ',' or ArabicGroup && IsGroup(text, at, end))
                at++;
            else if (text[at] is '.' or ArabicDecimal && at > start && at + 1 < end && char.IsDigit(text[at + 1]))
                at++;
            else
                break;
        }

        string digits = Digits(text.AsSpan(start, at - start));
        while (at < end && char.GetUnicodeCategory(text[at]) == UnicodeCategory.OtherNumber)
            fraction += char.GetNumericValue(text[at++]);
        // A Roman numeral of one sign is neither a digit nor a fraction.
        if (at == start)
            fraction = Math.Max(0, char.GetNumericValue(text[at++]));
        string suffix = ReadSuffix(text, ref at, end);
        bool plain = double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value);
        if (!plain && digits.Length > 0 || suffix.Length > 2)
        {
            // A version such as 1.2.3, or a mixture such as 3rdparty: a word that must match as it stands.
            string word = digits + suffix;
            tokens.Add(new Token(start, at, word, word, TokenKind.Word) { IsCapital = true });
            return at;
        }

        value += fraction;
        string stem = NumberStem(value);
        tokens.Add(new Token(start, at, digits.Length > 0 ? digits : stem, stem, TokenKind.Number) { Value = value });
        return at;
    }

    // The digits of every script by their values, a full stop before decimals and nothing between groups.
    private static string Digits(ReadOnlySpan<char> number)
    {
        StringBuilder digits = new(number.Length);
        foreach (char c in number)
        {
            if (char.IsDigit(c))
                digits.Append(CharUnicodeInfo.GetDecimalDigitValue(c));
            else if (c is '.' or ArabicDecimal)
                digits.Append('.');
        }

        return digits.ToString();
    }

    private static string ReadSuffix(string text, ref int at, int end)
    {
        int from = at;
        while (at < end && char.IsLetter(text[at]) && !IsIdeograph(text[at]))
            at++;
        string suffix = LetterFolding.Fold(text.AsSpan(from, at - from));
        if (suffix is "st" or "nd" or "rd" or "th" or "s")
            return "";
        if (suffix.Length > 2)
            return suffix;
        // "5km", "10m": the unit is a token of its own.
        at = from;
        return "";
    }

    private static bool IsGroup(string text, int comma, int end) =>
        comma + 3 < end
        && char.IsDigit(text[comma + 1])
        && char.IsDigit(text[comma + 2])
        && char.IsDigit(text[comma + 3])
        && (comma + 4 >= end || !char.IsDigit(text[comma + 4]));

    private static int ReadIdeograph(string text, int at, List<Token> tokens)
    {
        string one = text[at].ToString();
        tokens.Add(new Token(at, at + 1, one, one, TokenKind.Word));
        return at + 1;
    }

    internal static bool IsIdeograph(char c) => c is >= '\u3040' and <= '\u30ff' or >= '\u3400' and <= '\u9fff';

    internal static string NumberStem(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}
