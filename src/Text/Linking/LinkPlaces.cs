using System.Text;
using RagCluster.Text.Normalizing;

namespace RagCluster.Text.Linking;

/// <summary>Finds the links of a text again in what is shown of it.</summary>
public static class LinkPlaces
{
    /// <summary>The links with their places in another form of the text; those from the first difference on are left out.</summary>
    /// <param name="text">The text that the links are places of.</param>
    /// <param name="links">The links in order, none touching another.</param>
    /// <param name="shown">The same text normalized, with other white space, or without some at its ends.</param>
    public static IReadOnlyList<TextLink> In(string text, IEnumerable<TextLink> links, string shown)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(links);
        ArgumentNullException.ThrowIfNull(shown);
        List<TextLink> placed = [];
        (int read, int at) = (0, 0);
        foreach (TextLink link in links)
        {
            if (!TryPass(text.AsSpan(read, link.Start - read), shown, ref at))
                break;
            while (at < shown.Length && char.IsWhiteSpace(shown[at]))
                at++;
            int start = at;
            if (!TryPass(text.AsSpan(link.Start, link.End - link.Start), shown, ref at))
                break;
            read = link.End;
            if (at > start)
                placed.Add(link with { Start = start, End = at });
        }

        return placed;
    }

    // White space is not compared: it is what normalizing and showing change. Of ASCII normalizing changes nothing else but control
    // characters.
    private static bool TryPass(ReadOnlySpan<char> piece, string shown, ref int at)
    {
        ReadOnlySpan<char> normalized = Ascii.IsValid(piece) ? piece : TextNormalizer.Normalize(piece.ToString());
        foreach (char c in normalized)
        {
            if (char.IsWhiteSpace(c) || char.IsControl(c))
                continue;
            while (at < shown.Length && char.IsWhiteSpace(shown[at]))
                at++;
            if (at == shown.Length || shown[at] != c)
                return false;
            at++;
        }

        return true;
    }
}
