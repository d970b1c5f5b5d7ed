using System.Globalization;

namespace RagCluster.Grounding.Evidence;

/// <summary>
/// Reads the numbers of a text, as its language writes them: "1,234.56", "1.234,56", "1 234,56" and "1'234.56" are one number. Two marks
/// tell by themselves which is the decimal one. One mark before three digits does not, nor does a comma before fewer: there the words of
/// the whole text decide, since a sentence often has no other number to compare with. Where the text has too few words to tell, a comma
/// before fewer digits is a decimal one, and of the two readings of "1.234" and "1,234" either may agree. In English "1.234" may be 1234
/// too, since other languages are cited in it, and "1,234" is nothing else. Versions, addresses and numbers of sections stay words.
/// </summary>
internal sealed class NumberReader(string text, int end)
{
    // The signs of numbers in Arabic digits (Unicode 16, Arabic block).
    private const char ArabicDecimal = '٫';
    private const char ArabicGroup = '٬';
    private const string Apostrophes = "'’";
    private const string FirmSpaces = "\u00A0\u202F\u2009";
    private const int GroupDigits = 3;
    private const int AddressParts = 4;
    private const int AddressPartMax = 255;

    // Some hundred words tell the language of a text.
    private const int ReadMax = 2_000;

    // A receipt in English has a "de" or "me" somewhere.
    private const double ForeignShareMin = 0.05;

    private readonly Lazy<bool?> _hasDecimalComma = new(() => ReadLanguage(text));

    /// <summary>Reads the number at a place into a token, and returns where it ends.</summary>
    internal int Read(int start, List<Token> tokens)
    {
        int at = Scan(start);
        double fraction = 0;
        int whole = at;
        while (at < end && char.GetUnicodeCategory(text[at]) == UnicodeCategory.OtherNumber)
            fraction += char.GetNumericValue(text[at++]);
        // A Roman numeral of one sign is neither a digit nor a fraction.
        if (at == start)
            fraction = Math.Max(0, char.GetNumericValue(text[at++]));
        string suffix = ReadSuffix(ref at);
        (string digits, string? other) = Readings(text.AsSpan(start, whole - start));
        bool isPlain = double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value);
        if ((!isPlain && digits.Length > 0) || suffix.Length > 0)
        {
            // A version such as 1.2.3, or a mixture such as 3rdparty: a word that must match as it stands.
            string word = digits + suffix;
            tokens.Add(new Token(start, at, word, word, TokenKind.Word) { IsCapital = true });
            return at;
        }

        string stem = Tokens.NumberStem(value + fraction);
        tokens.Add(
            new Token(start, at, digits.Length > 0 ? digits : stem, stem, TokenKind.Number)
            {
                Value = value + fraction,
                Other = other is null ? null : new OtherReading(double.Parse(other, CultureInfo.InvariantCulture)),
            }
        );
        return at;
    }

    // The end of the number that begins at a place.
    private int Scan(int start)
    {
        int at = start + DigitsAt(start);
        bool isGrouped = at - start <= GroupDigits;
        char mark = '\0';
        while (at > start && DigitsAt(at + 1) is > 0 and int digits)
        {
            char next = text[at];
            bool isDecimal = mark != '\0' && next != mark;
            bool joins =
                isDecimal ? isGrouped && mark != ArabicDecimal && next is ('.' or ',' or ArabicDecimal)
                : next is '.' or ArabicDecimal ? true
                : digits == GroupDigits ? (isGrouped ? IsGroupMark(start, next) : next == ',' && mark == '\0')
                : next == ',' && mark == '\0' && IsDecimalComma(start, at + 1 + digits);
            if (!joins)
                break;
            at += 1 + digits;
            if (isDecimal)
                break;
            mark = next;
            isGrouped &= digits == GroupDigits;
        }

        return at;
    }

    private bool IsGroupMark(int start, char mark) =>
        mark is ',' or ArabicGroup
        // "030 123" is of a telephone, and "Table 3 100" holds two numbers in English.
        || (
            text[start] != '0'
            && (Apostrophes.Contains(mark) || FirmSpaces.Contains(mark) || (mark == ' ' && _hasDecimalComma.Value != false))
        );

    // "1,2,3" is a list.
    private bool IsDecimalComma(int start, int after)
    {
        bool isListed = start > 1 && text[start - 1] == ',' && char.IsDigit(text[start - 2]);
        return !isListed && !(after < end && text[after] == ',' && DigitsAt(after + 1) > 0) && _hasDecimalComma.Value != false;
    }

    private int DigitsAt(int start)
    {
        int at = start;
        while (at < end && char.IsDigit(text[at]))
            at++;
        return at - start;
    }

    // The number's digits with a full stop before decimals, and those of its other reading.
    private (string Digits, string? Other) Readings(ReadOnlySpan<char> number)
    {
        string written = Tokens.Digits(number);
        int first = written.AsSpan().IndexOfAnyExceptInRange('0', '9');
        if (first < 0)
            return (written, null);
        char mark = written[first];
        char last = written[written.AsSpan().LastIndexOfAnyExceptInRange('0', '9')];
        string[] parts = written.Split(mark, last);
        string whole = string.Concat(parts);
        string plain = string.Concat(parts[..^1]) + "." + parts[^1];
        if (mark != last || mark == ArabicDecimal)
            return (plain, null);
        if (mark is not ('.' or ','))
            return (whole, null);
        bool isGrouped = parts[0].Length <= GroupDigits && parts[0][0] != '0' && parts.Skip(1).All(part => part.Length == GroupDigits);
        if (parts.Length > 2)
            return (mark == ',' || (isGrouped && !IsAddress(parts)) ? whole : written, null);
        if (parts[1].Length != GroupDigits || parts[0][0] == '0' || (mark == '.' && !isGrouped))
            return (plain, null);
        bool? isDecimalComma = _hasDecimalComma.Value;
        if (mark == '.')
            return isDecimalComma == true ? (whole, null) : (plain, whole);
        if (isDecimalComma == true || (isDecimalComma is null && !isGrouped))
            return (plain, null);
        return (whole, isDecimalComma is null ? plain : null);
    }

    private static bool IsAddress(string[] parts) =>
        parts.Length == AddressParts && Array.TrueForAll(parts, part => int.Parse(part, CultureInfo.InvariantCulture) <= AddressPartMax);

    private string ReadSuffix(ref int at)
    {
        int from = at;
        while (at < end && char.IsLetter(text[at]) && !Tokens.IsIdeograph(text[at]))
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

    // Whether the text's language writes a decimal comma; null where the text doesn't tell its language.
    private static bool? ReadLanguage(string text)
    {
        List<Token> words = Tokens.ReadWords(text, 0, Math.Min(text.Length, ReadMax));
        int[] counts = LanguageWords.Count(words);
        // English is the first; words that it shares count for both.
        int most = Array.IndexOf(counts, counts.Max());
        if (most > 0)
            return counts[most] >= ForeignShareMin * words.Count ? NumberForms.HasDecimalComma(LanguageWords.All[most].Code) : null;
        return counts[0] > counts[1..].Max() ? false : null;
    }
}
