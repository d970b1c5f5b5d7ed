using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace RagCluster.Api.Binding;

/// <summary>
/// Says whether a text of JSON is text at all. JSON lets half of a surrogate pair be written as an escape, and the parser takes bytes that
/// are not UTF-8; neither can be stored, searched or sent back. U+0000 is left out of texts too, which PostgreSQL can't keep.
/// </summary>
internal static class JsonText
{
    /// <summary>What is wrong with a text; null when nothing is.</summary>
    /// <param name="raw">The text as it stands between the quotation marks.</param>
    internal static string? Fault(ReadOnlySpan<byte> raw)
    {
        if (!Utf8.IsValid(raw))
            return "This text is not valid UTF-8.";
        bool isHalf = false;
        for (int next = raw.IndexOf((byte)'\\'); next >= 0; next = raw.IndexOf((byte)'\\'))
        {
            if (isHalf && next > 0)
                return Half;
            raw = raw[next..];
            bool isUnit = raw[1] == 'u';
            int unit = isUnit
                ? int.Parse(Encoding.ASCII.GetString(raw.Slice(2, 4)), NumberStyles.HexNumber, CultureInfo.InvariantCulture)
                : raw[1];
            if (isUnit && unit == 0)
                return "A text has no character U+0000.";
            if (isHalf != (isUnit && char.IsLowSurrogate((char)unit)))
                return Half;
            isHalf = isUnit && char.IsHighSurrogate((char)unit);
            raw = raw[(isUnit ? 6 : 2)..];
        }

        return isHalf ? Half : null;
    }

    private const string Half = "This text has half of a surrogate pair, which is no character.";
}
