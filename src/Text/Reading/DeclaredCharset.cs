using System.Text;
using System.Text.RegularExpressions;

namespace RagCluster.Text.Reading;

/// <summary>The charset that an HTML or XML file names in its head.</summary>
internal static partial class DeclaredCharset
{
    // The HTML standard asks for the declaration within the first 1024 bytes; pages with long comments exceed that.
    private const int WithinBytes = 4096;

    /// <summary>The declared encoding, strict; null without a declaration, when its name is unknown, and when it cannot be true.</summary>
    internal static Encoding? Find(ReadOnlySpan<byte> content)
    {
        string head = Encoding.Latin1.GetString(content[..Math.Min(content.Length, WithinBytes)]);
        Match match = Declaration().Match(head);
        if (!match.Success)
            return null;
        try
        {
            string name = match.Groups["name"].Value;
            Encoding named = Encoding.GetEncoding(name);

            // A file whose declaration is ASCII is not UTF-16: it was converted, and the declaration stayed (HTML, section 13.2.3.2).
            if (named.GetString(Encoding.ASCII.GetBytes(name)) != name)
                return null;

            // Browsers read "iso-8859-1" as Windows-1252: the pages that say so mean that (WHATWG Encoding, section 4.2).
            return TextDecoding.Strict(named.CodePage is 28591 or 20127 ? 1252 : named.CodePage);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    [GeneratedRegex(
        """(?:<meta[^>]{0,200}?charset\s*=\s*["']?|<\?xml[^>]{0,100}?encoding\s*=\s*["'])\s*(?<name>[A-Za-z0-9_:.-]{2,40})""",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Declaration();
}
