using System.Globalization;
using System.Text;

namespace Microsoft.ML.Tokenizers;

/// <summary>
/// The official package's default: it drops control characters (line breaks too), turns separators into spaces, drops marks when asked,
/// lowers upper-case letters and sets ideographs apart.
/// </summary>
internal sealed class BertNormalizer(bool lowerCase, bool splitIdeographs, bool removeMarks) : Normalizer
{
    public override string Normalize(ReadOnlySpan<char> original) => Normalize(original.ToString());

    public override string Normalize(string original)
    {
        string text = removeMarks ? original.Normalize(NormalizationForm.FormD) : original;
        StringBuilder result = new(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            bool pair = char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            Append(result, text.AsSpan(i, pair ? 2 : 1), CharUnicodeInfo.GetUnicodeCategory(text, i));
            i += pair ? 1 : 0;
        }

        return result.ToString().Normalize(NormalizationForm.FormC);
    }

    private void Append(StringBuilder result, ReadOnlySpan<char> character, UnicodeCategory category)
    {
        bool dropped =
            character[0] is '\0' or '\uFFFD'
            || category == UnicodeCategory.Control
            || (removeMarks && category == UnicodeCategory.NonSpacingMark)
            || category == UnicodeCategory.SpacingCombiningMark;
        if (dropped)
            return;

        if (category == UnicodeCategory.SpaceSeparator)
        {
            result.Append(' ');
        }
        else if (lowerCase && category == UnicodeCategory.UppercaseLetter)
        {
            Span<char> lower = stackalloc char[character.Length];
            character.ToLowerInvariant(lower);
            result.Append(lower);
        }
        else if (splitIdeographs && IsIdeograph(character))
        {
            result.Append(' ').Append(character).Append(' ');
        }
        else
        {
            result.Append(character);
        }
    }

    private static bool IsIdeograph(ReadOnlySpan<char> character)
    {
        int value = character.Length == 2 ? char.ConvertToUtf32(character[0], character[1]) : character[0];
        return value
            is (> 0x3400 and <= 0x4DBF)
                or (>= 0x4E00 and <= 0x9FFF)
                or (>= 0xF900 and <= 0xFAFF)
                or (>= 0x20000 and <= 0x2A6DF)
                or (>= 0x2A700 and <= 0x2CEAF)
                or (>= 0x2F800 and <= 0x2FA1F);
    }
}
