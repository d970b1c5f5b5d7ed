using System.Text;
using System.Text.RegularExpressions;

namespace RagCluster.Cli.Output;

/// <summary>
/// Text as it may reach a terminal. What comes from documents, file names, servers and chat models can hold sequences that a terminal obeys
/// (clear the screen, rename the window, write the clipboard) or that turn the order of the letters round; they are shown as <c>\u001b</c>.
/// </summary>
internal static partial class PrintableText
{
    /// <summary>The text without anything that a terminal obeys; line feeds and tabs stay. Within JSON the result means the same.</summary>
    internal static string Of(string text)
    {
        int first = FirstUnsafe(text);
        if (first < 0)
            return text;
        StringBuilder printable = new(text, 0, first, text.Length + 16);
        for (int i = first; i < text.Length; i++)
        {
            if (IsUnsafe(text, i))
                printable.Append(System.Globalization.CultureInfo.InvariantCulture, $"\\u{(int)text[i]:x4}");
            else
                printable.Append(text[i]);
        }

        return printable.ToString();
    }

    /// <summary>The text on one line: breaks and tabs become spaces, so that a title can't write a line of its own.</summary>
    internal static string OneLine(string text) => Of(Breaks().Replace(text, " "));

    private static int FirstUnsafe(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (IsUnsafe(text, i))
                return i;
        }

        return -1;
    }

    private static bool IsUnsafe(string text, int place) =>
        text[place] switch
        {
            '\n' or '\t' => false,
            // A carriage return alone goes back to the line's begin, and what follows is written over it.
            '\r' => place + 1 >= text.Length || text[place + 1] != '\n',
            // Bidirectional controls (Unicode, UAX #9), line and paragraph separators, and the marks of interlinear annotation.
            '\u061C'
            or '\u200E'
            or '\u200F'
            or (>= '\u2028' and <= '\u202E')
            or (>= '\u2066' and <= '\u2069')
            or (>= '\uFFF9' and <= '\uFFFB') => true,
            // The codes C0, DEL and C1.
            char other => char.IsControl(other),
        };

    [GeneratedRegex(@"\r\n|[\t\n\v\f\r\u0085\u2028\u2029]")]
    private static partial Regex Breaks();
}
