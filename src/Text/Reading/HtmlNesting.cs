namespace RagCluster.Text.Reading;

/// <summary>Refuses HTML that opens many more elements than it closes: parsing and walking such trees is quadratic.</summary>
internal static class HtmlNesting
{
    private static readonly HashSet<string> Void = new(
        ["br", "img", "meta", "link", "hr", "input", "p", "li", "td", "tr", "th", "dt", "dd", "option", "source", "wbr", "col", "area"],
        StringComparer.OrdinalIgnoreCase
    );

    /// <summary>Counts start tags less the end tags that close one of them; elements that need no end tag do not count.</summary>
    /// <exception cref="UnreadableDocumentException">More are open at once than <see cref="ReadingLimits.DepthMax"/>.</exception>
    internal static void Check(ReadOnlySpan<char> html)
    {
        // By name, since an end tag of an element that is not open closes nothing.
        Dictionary<string, int> open = new(StringComparer.OrdinalIgnoreCase);
        Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> byName = open.GetAlternateLookup<ReadOnlySpan<char>>();
        HashSet<string>.AlternateLookup<ReadOnlySpan<char>> isVoid = Void.GetAlternateLookup<ReadOnlySpan<char>>();
        int depth = 0;
        for (int at = html.IndexOf('<'); at >= 0 && at + 1 < html.Length; )
        {
            ReadOnlySpan<char> rest = html[(at + 1)..];
            if (rest[0] == '/')
            {
                ReadOnlySpan<char> name = Name(rest[1..]);
                if (byName.TryGetValue(name, out int count) && count > 0)
                {
                    byName[name] = count - 1;
                    depth--;
                }
            }
            else if (char.IsAsciiLetter(rest[0]) && Name(rest) is var name && !isVoid.Contains(name) && !IsClosed(rest))
            {
                byName[name] = byName.TryGetValue(name, out int count) ? count + 1 : 1;
                depth++;
            }

            if (depth > ReadingLimits.DepthMax)
                throw UnreadableDocumentException.Invalid($"The HTML nests more than {ReadingLimits.DepthMax:N0} elements.");
            int next = rest.IndexOf('<');
            if (next < 0)
                return;
            at += next + 1;
        }
    }

    private static ReadOnlySpan<char> Name(ReadOnlySpan<char> tag)
    {
        int length = 0;
        while (length < tag.Length && char.IsAsciiLetterOrDigit(tag[length]))
            length++;
        return tag[..length];
    }

    private static bool IsClosed(ReadOnlySpan<char> tag)
    {
        // Within the tag: one without an end must not have the rest of the file searched for each.
        int end = tag.IndexOfAny('>', '<');
        return end > 0 && tag[end] == '>' && tag[end - 1] == '/';
    }
}
