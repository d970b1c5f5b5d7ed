using System.Globalization;
using System.Text;
using System.Text.Json;

namespace RagCluster.Silo.Chat;

/// <summary>
/// The pieces of a text as an endpoint cuts them: some cut between the two UTF-16 units of a character, and write each as an escape
/// (RFC 8259, section 8.2), which no string of valid text holds.
/// </summary>
internal sealed class ChatPieces
{
    private string _half = "";

    /// <summary>What a string of JSON holds, a half character as the unit that it is.</summary>
    internal static string Read(JsonElement json)
    {
        try
        {
            return json.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return Unescape(json.GetRawText().AsSpan()[1..^1]);
        }
    }

    /// <summary>The next piece in whole characters: a half waits for the next piece, and one that none follows is U+FFFD.</summary>
    internal string Take(string piece)
    {
        string text = _half + piece;
        _half = text is [.., var last] && char.IsHighSurrogate(last) ? text[^1..] : "";
        return text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0 ? text : string.Concat(text[..^_half.Length].EnumerateRunes());
    }

    private static string Unescape(ReadOnlySpan<char> json)
    {
        StringBuilder text = new(json.Length);
        for (int i = 0; i < json.Length; i++)
        {
            if (json[i] != '\\')
            {
                text.Append(json[i]);
                continue;
            }

            char escaped = json[++i];
            if (escaped != 'u')
            {
                text.Append("bfnrt".IndexOf(escaped) is var control and >= 0 ? "\b\f\n\r\t"[control] : escaped);
                continue;
            }

            text.Append((char)ushort.Parse(json.Slice(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
            i += 4;
        }

        return text.ToString();
    }
}
