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
            if (!TryPass(text[read..link.Start], shown, ref at))
                break;
            while (at < shown.Length && char.IsWhiteSpace(shown[at]))
                at++;
            int start = at;
            if (!TryPass(text[link.Start..link.End], shown, ref at))
                break;
            read = link.End;
            if (at > start)
                placed.Add(link with { Start = start, End = at });
        }

        return placed;
    }

    // White space is not compared: it is what normalizing and showing change.
    private static bool TryPass(string piece, string shown, ref int at)
    {
        foreach (char c in TextNormalizer.Normalize(piece))
        {
            if (char.IsWhiteSpace(c))
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
