using System.Globalization;
using System.Text;

namespace RagCluster.Lexical.Analysis;

/// <summary>
/// Classifies characters for the word segmenter, after the word boundaries of Unicode Standard Annex 29, reduced to what retrieval needs.
/// </summary>
internal static class CharacterClasses
{
    private const int SupplementaryIdeographsFirst = 0x20000;
    private const int SupplementaryIdeographsLast = 0x3FFFF;

    internal static CharacterClass Of(Rune rune)
    {
        if (rune.IsAscii)
            return OfAscii((char)rune.Value);
        if (IsUnspaced(rune.Value))
            return CharacterClass.Unspaced;
        return Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.UppercaseLetter
            or UnicodeCategory.LowercaseLetter
            or UnicodeCategory.TitlecaseLetter
            or UnicodeCategory.ModifierLetter
            or UnicodeCategory.OtherLetter
            or UnicodeCategory.NonSpacingMark
            or UnicodeCategory.SpacingCombiningMark
            or UnicodeCategory.DecimalDigitNumber
            or UnicodeCategory.LetterNumber
            or UnicodeCategory.OtherNumber => CharacterClass.Word,
            _ => rune.Value switch
            {
                0x2019 or 0xFF07 => CharacterClass.Apostrophe,
                0x2010 or 0x2011 => CharacterClass.Joiner,
                0x00AD => CharacterClass.Word,
                _ => CharacterClass.Other,
            },
        };
    }

    private static CharacterClass OfAscii(char c) =>
        c switch
        {
            '_' or '-' or '.' => CharacterClass.Joiner,
            '\'' => CharacterClass.Apostrophe,
            _ => char.IsAsciiLetterOrDigit(c) ? CharacterClass.Word : CharacterClass.Other,
        };

    // Han, Hiragana, Katakana, Hangul, Thai, Lao, Myanmar, Khmer.
    private static bool IsUnspaced(int value) =>
        value
            is >= 0x0E01
                and <= 0x0EFF
                or >= 0x1000
                and <= 0x109F
                or >= 0x1100
                and <= 0x11FF
                or >= 0x1780
                and <= 0x17FF
                or >= 0x3005
                and <= 0x3007
                or >= 0x3041
                and <= 0x30FF
                and not 0x30FB
                or >= 0x3130
                and <= 0x318F
                or >= 0x31F0
                and <= 0x31FF
                or >= 0x3400
                and <= 0x4DBF
                or >= 0x4E00
                and <= 0x9FFF
                or >= 0xAC00
                and <= 0xD7AF
                or >= 0xF900
                and <= 0xFAFF
                or >= 0xFF66
                and <= 0xFF9F
                or >= SupplementaryIdeographsFirst
                and <= SupplementaryIdeographsLast;
}
