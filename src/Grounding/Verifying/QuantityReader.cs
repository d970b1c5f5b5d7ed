using RagCluster.Grounding.Evidence;

namespace RagCluster.Grounding.Verifying;

/// <summary>Reads quantities: "1,000", "1.000,50", "twenty-five", "$2.5 million", "24 months", "55.1%", "one year".</summary>
internal static class QuantityReader
{
    internal static List<Quantity> Read(string text, IReadOnlyList<Token> tokens)
    {
        List<Quantity> quantities = new();
        for (int i = 0; i < tokens.Count; i++)
        {
            bool isOne =
                tokens[i].Word == "one"
                && i + 1 < tokens.Count
                && (Units.Of(tokens[i + 1].Word) is not null || NumberWords.TryScale(tokens[i + 1].Word, out _));
            if (tokens[i].Kind != TokenKind.Number && !isOne)
                continue;
            int first = i;
            double value = isOne ? 1 : tokens[i].Value;
            double? other = tokens[i].Other?.Value;
            i = AddParts(tokens, i, ref value, ref other);
            string? unit = Unit(text, tokens, first, ref i);
            int sign = IsNegative(text, tokens, first) ? -1 : 1;
            quantities.Add(new Quantity(sign * value, unit, first, i) { Per = Per(text, tokens, i), Other = sign * other });
        }

        return quantities;
    }

    // "twenty five", "five hundred", "2 million"; returns the last token used.
    private static int AddParts(IReadOnlyList<Token> tokens, int at, ref double value, ref double? other)
    {
        while (at + 1 < tokens.Count)
        {
            Token next = tokens[at + 1];
            bool isTens = char.IsLetter(tokens[at].Word[0]) && value % 10 == 0 && value % 100 is >= 20 and <= 90;
            if (isTens && next.Kind == TokenKind.Number && char.IsLetter(next.Word[0]) && next.Value is > 1 and < 10)
                value += next.Value;
            else if (NumberWords.TryScale(next.Word, out double scale))
                (value, other) = (value * scale, other * scale);
            else
                break;
            at++;
        }

        return at;
    }

    // A sign stands at the digits and apart from what is before it: "5-10" and "5 -10" are ranges, "- 20" an item of a list.
    private static bool IsNegative(string text, IReadOnlyList<Token> tokens, int first)
    {
        bool isWord = first > 0 && tokens[first - 1].Word == "minus";
        int before = isWord ? first - 2 : first - 1;
        int sign = isWord ? tokens[first - 1].Start : tokens[first].Start - 1;
        bool isSign = isWord || (sign >= 0 && text[sign] is '-' or '\u2212' && (sign == 0 || text[sign - 1] is ' ' or '(' or '\n'));
        return isSign && (before < 0 || tokens[before].Kind != TokenKind.Number || tokens[before].End < sign - 1);
    }

    private static string? Per(string text, IReadOnlyList<Token> tokens, int last)
    {
        int next = last + 1;
        if (next < tokens.Count && tokens[next].Start == tokens[last].End + 1 && text[tokens[last].End] == '/')
            return Units.Of(tokens[next].Word);
        if (next < tokens.Count && tokens[next].Word is "times" or "time")
            next++;
        return
            next + 1 < tokens.Count
            && tokens[next].Word is "per" or "a" or "an" or "every" or "each"
            && tokens[next].Start - tokens[next - 1].End == 1
            && tokens[next + 1].Start - tokens[next].End == 1
            ? Units.Of(tokens[next + 1].Word)
            : null;
    }

    // "30k", "10pm": letters at the digits say what is counted, whatever they mean.
    private static string? Attached(string text, int from)
    {
        int end = from;
        while (end < text.Length && char.IsAsciiLetter(text[end]))
            end++;
        return end > from && char.IsAsciiDigit(text[from - 1]) ? text[from..end].ToLowerInvariant() : null;
    }

    private static string? Unit(string text, IReadOnlyList<Token> tokens, int first, ref int last)
    {
        int before = tokens[first].Start - 1;
        if (before >= 0 && Units.OfSymbol(text[before]) is { } prefix)
            return prefix;
        int after = tokens[last].End;
        if (after < text.Length && text[after] is ' ' or '\u00A0' or '\u202F')
            after++;
        if (after < text.Length && Units.OfSymbol(text[after]) is { } suffix && suffix is not "$")
            return suffix;
        if (last + 2 < tokens.Count && tokens[last + 1].Word == "per" && tokens[last + 2].Word == "cent")
        {
            last += 2;
            return "%";
        }

        if (last + 1 >= tokens.Count)
            return null;
        if (Units.Of(tokens[last + 1].Word) is not { } unit)
            return Attached(text, tokens[last].End);
        // A unit further off than a space or hyphen belongs to something else.
        if (tokens[last + 1].Start - tokens[last].End > 1)
            return null;
        last++;
        return unit;
    }
}
