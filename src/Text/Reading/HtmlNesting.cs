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
        var open = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var byName = open.GetAlternateLookup<ReadOnlySpan<char>>();
        var isVoid = Void.GetAlternateLookup<ReadOnlySpan<char>>();
        var depth = 0;
        for (var at = html.IndexOf('<'); at >= 0 && at + 1 < html.Length; )
        {
            var rest = html[(at + 1)..];
            if (rest[0] == '/')
            {
                var name = Name(rest[1..]);
                if (byName.TryGetValue(name, out var count) && count > 0)
                {
                    byName[name] = count - 1;
                    depth--;
                }
            }
            else if (char.IsAsciiLetter(rest[0]) && Name(rest) is var name && !isVoid.Contains(name) && !IsClosed(rest))
            {
                byName[name] = byName.TryGetValue(name, out var count) ? count + 1 : 1;
                depth++;
            }

            if (depth > ReadingLimits.DepthMax)
                throw UnreadableDocumentException.Invalid($"The HTML nests more than {ReadingLimits.DepthMax:N0} elements.");
            var next = rest.IndexOf('<');
            if (next < 0)
                return;
            at += next + 1;
        }
    }

    private static ReadOnlySpan<char> Name(ReadOnlySpan<char> tag)
    {
        var length = 0;
        while (length < tag.Length && char.IsAsciiLetterOrDigit(tag[length]))
            length++;
        return tag[..length];
    }

    private static bool IsClosed(ReadOnlySpan<char> tag)
    {
        // Within the tag: one without an end must not have the rest of the file searched for each.
        var end = tag.IndexOfAny('>', '<');
        return end > 0 && tag[end] == '>' && tag[end - 1] == '/';
    }
}
