using System.Globalization;
using System.Text;

namespace RagCluster.Grounding.Evidence;

/// <summary>Removes what a reader can't see and a model can: zero-width, bidirectional and tag characters.</summary>
internal static class InvisibleText
{
    internal static string Remove(string text)
    {
        // Nearly every text is plain, and this looks at many characters at once.
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            return text;
        if (!text.Any(c => char.IsSurrogate(c) || IsInvisible(CharUnicodeInfo.GetUnicodeCategory(c), c)))
            return text;
        StringBuilder visible = new(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (!IsInvisible(Rune.GetUnicodeCategory(rune), rune.Value))
                visible.Append(rune);
        }

        return visible.ToString();
    }

    // Format characters, other controls than line breaks and tabs, private use, and variation selectors beyond the first 16.
    private static bool IsInvisible(UnicodeCategory category, int value) =>
        category switch
        {
            UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned => true,
            UnicodeCategory.Control => value is not ('\n' or '\t' or '\r'),
            UnicodeCategory.NonSpacingMark => value is >= 0xE0100 and <= 0xE01EF,
            _ => false,
        };
}
