using System.Text;

namespace RagCluster.Text.Normalizing;

/// <summary>
/// Brings text of any origin into one form: '\n' line ends, no control, zero-width, direction or tag characters (they hide
/// text from readers), plain spaces, no space at line ends, at most two blank lines in a row, normalization form C.
/// </summary>
public static class TextNormalizer
{
    /// <summary>Blank lines in a row that are kept.</summary>
    internal const int BlankLinesMax = 2;

    private const int NewlinesMax = BlankLinesMax + 1;

    // Joiners carry meaning between letters of Arabic, Indic and other scripts and between emoji; elsewhere they only hide.
    private const char JoiningScriptsStart = '\u0600';

    /// <summary>Normalizes <paramref name="text"/>. Idempotent.</summary>
    /// <param name="text">Any text, also with lone surrogates (each becomes U+FFFD).</param>
    public static string Normalize(string text)
    {
        StringBuilder output = new(text.Length);
        int newlines = 0;
        for (int i = 0; i < text.Length; i++)
        {
            char c = Mapped(text, ref i, out char low);
            if (c == '\0')
                continue;
            if (c == '\n')
            {
                TrimLineEnd(output);
                if (++newlines > NewlinesMax)
                    continue;
            }
            else if (c is not (' ' or '\t'))
            {
                newlines = 0;
            }

            output.Append(c);
            if (low != '\0')
                output.Append(low);
        }

        return CanonicalComposition.Compose(output.ToString());
    }

    // '\0' stands for "leave out"; a surrogate pair comes back in two halves.
    private static char Mapped(string text, ref int i, out char low)
    {
        low = '\0';
        char c = text[i];
        if (c is >= ' ' and < '\u007F')
            return c;
        switch (c)
        {
            case '\t':
                return c;
            case '\r':
                if (i + 1 < text.Length && text[i + 1] == '\n')
                    i++;
                return '\n';
            case '\n' or '\v' or '\f' or '\u0085' or '\u2028' or '\u2029':
                return '\n';
            case '\u00A0' or (>= '\u2000' and <= '\u200A') or '\u202F' or '\u205F' or '\u3000' or '\u1680':
                return ' ';
            case '\u200C' or '\u200D':
                return Joins(text, i) ? c : '\0';
        }

        if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
        {
            low = text[++i];
            return char.ConvertToUtf32(c, low) is >= 0xE0000 and <= 0xE0FFF ? '\0' : c;
        }

        if (char.IsSurrogate(c))
            return '\uFFFD';
        return IsHidden(c) ? '\0' : c;
    }

    private static bool Joins(string text, int i) =>
        i > 0
        && i + 1 < text.Length
        && text[i - 1] >= JoiningScriptsStart
        && text[i + 1] >= JoiningScriptsStart
        && !IsHidden(text[i - 1])
        && !IsHidden(text[i + 1]);

    private static bool IsHidden(char c) =>
        c switch
        {
            < ' ' or (>= '\u007F' and <= '\u009F') => true,
            '\u00AD' or '\u034F' or '\u061C' or '\u180E' => true,
            >= '\u200B' and <= '\u200F' or (>= '\u2028' and <= '\u202E') => true,
            >= '\u2060' and <= '\u206F' => true,
            '\uFEFF' or (>= '\uFFF0' and <= '\uFFFB') or '\uFFFE' or '\uFFFF' => true,
            _ => false,
        };

    private static void TrimLineEnd(StringBuilder output)
    {
        while (output.Length > 0 && output[^1] is ' ' or '\t')
            output.Length--;
    }
}
