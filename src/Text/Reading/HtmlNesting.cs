namespace RagCluster.Text.Reading;

/// <summary>Refuses HTML that opens many more elements than it closes: parsing and walking such trees is quadratic.</summary>
internal static class HtmlNesting
{
    private static readonly string[] Void =
    [
        "br",
        "img",
        "meta",
        "link",
        "hr",
        "input",
        "p",
        "li",
        "td",
        "tr",
        "th",
        "dt",
        "dd",
        "option",
        "source",
        "wbr",
        "col",
        "area",
    ];

    /// <summary>Counts start tags less end tags; elements that need no end tag do not count.</summary>
    /// <exception cref="UnreadableDocumentException">More are open at once than <see cref="ReadingLimits.DepthMax"/>.</exception>
    internal static void Check(ReadOnlySpan<char> html)
    {
        var depth = 0;
        for (var at = html.IndexOf('<'); at >= 0 && at + 1 < html.Length; )
        {
            var rest = html[(at + 1)..];
            if (rest[0] == '/')
                depth = Math.Max(0, depth - 1);
            else if (char.IsAsciiLetter(rest[0]) && !IsVoid(rest))
                depth++;
            if (depth > ReadingLimits.DepthMax)
                throw UnreadableDocumentException.Invalid($"The HTML nests more than {ReadingLimits.DepthMax:N0} elements.");
            var next = rest.IndexOf('<');
            if (next < 0)
                return;
            at += next + 1;
        }
    }

    private static bool IsVoid(ReadOnlySpan<char> tag)
    {
        var length = 0;
        while (length < tag.Length && char.IsAsciiLetterOrDigit(tag[length]))
            length++;
        if (Void.Any(tag[..length], static (name, own) => own.Equals(name, StringComparison.OrdinalIgnoreCase)))
            return true;
        var close = tag.IndexOf('>');
        return close > 0 && tag[close - 1] == '/';
    }

    private static bool Any(this string[] names, ReadOnlySpan<char> own, Func<string, ReadOnlySpan<char>, bool> matches)
    {
        foreach (var name in names)
        {
            if (matches(name, own))
                return true;
        }

        return false;
    }
}
