namespace RagCluster.Lexical.Analysis;

/// <summary>
/// Katakana of half the width, and kana whose sound mark is a character of its own, as they are commonly written: "ｶﾞ" is "ガ". What
/// Unicode's compatibility composition does for them; the framework composes nothing under invariant globalization.
/// </summary>
internal static class KanaWidths
{
    private const char HalfFirst = '\uff66';
    private const char HalfLast = '\uff9f';
    private const char KatakanaFirst = '\u30a1';
    private const char KatakanaLast = '\u30f6';
    private const int KatakanaToHiragana = 0x60;

    private const string Whole =
        "ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン゛゜";

    // Unicode has the voiced letter behind the plain one, and behind that, in the row of "ha", the half-voiced one.
    private const string Voiced = "かきくけこさしすせそたちつてと" + HalfVoiced;
    private const string HalfVoiced = "はひふへほ";

    /// <summary>Whether a run holds anything to be written otherwise.</summary>
    internal static bool Occurs(ReadOnlySpan<char> run) =>
        run.ContainsAnyInRange(HalfFirst, HalfLast) || run.ContainsAnyInRange('\u3099', '\u309a');

    /// <summary>Reads one character.</summary>
    /// <param name="run">Characters of scripts without spaces.</param>
    /// <param name="position">Where it stands; moves behind it.</param>
    internal static char Read(ReadOnlySpan<char> run, ref int position)
    {
        char found = ToWhole(run[position++]);
        if (position == run.Length)
            return found;
        char plain = found is >= KatakanaFirst and <= KatakanaLast ? (char)(found - KatakanaToHiragana) : found;
        int step = ToWhole(run[position]) switch
        {
            '゛' or '\u3099' when Voiced.Contains(plain) => 1,
            '゛' or '\u3099' when plain == 'う' => 'ゔ' - 'う',
            '゜' or '\u309a' when HalfVoiced.Contains(plain) => 2,
            _ => 0,
        };
        if (step > 0)
            position++;
        return (char)(found + step);
    }

    private static char ToWhole(char c) => c is >= HalfFirst and <= HalfLast ? Whole[c - HalfFirst] : c;
}
