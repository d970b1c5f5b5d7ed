using System.Text;
using System.Text.RegularExpressions;

namespace RagCluster.Text.Reading;

/// <summary>
/// What a program writes to colour or move about on a terminal (ECMA-48, and the titles and links of xterm). It is in every log that was
/// taken from one, says nothing, and is no sign of a binary file.
/// </summary>
internal static partial class TerminalEscapes
{
    private const byte Escape = 0x1B;

    /// <summary>Bytes of a text in an encoding whose first half is ASCII, without them.</summary>
    internal static ReadOnlySpan<byte> Strip(ReadOnlySpan<byte> content) =>
        content.Contains(Escape) ? Encoding.Latin1.GetBytes(Strip(Encoding.Latin1.GetString(content))) : content;

    /// <summary>A text without them.</summary>
    internal static string Strip(string text) => text.Contains((char)Escape) ? Sequence().Replace(text, "") : text;

    // Colours and moves; titles and links; sets of characters; the cursor's place, the keypad. An escape before a letter may be anything,
    // and the letter is left.
    [GeneratedRegex(@"\x1B(?:\[[0-?]*[ -/]*[@-~]|\][^\x00-\x1F\x7F]*(?:\x07|\x1B\\)|[()*+][0-9A-Z]|[78=>])")]
    private static partial Regex Sequence();
}
