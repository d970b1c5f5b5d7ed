namespace RagCluster.Text.Chunking;

/// <summary>
/// Cuts headings to what a path needs. A path is repeated with each chunk below it, in memory, in the log and in answers, so a heading
/// that is a whole book would be copied as often as there are chunks; its own text stays whole in the document.
/// </summary>
internal static class HeadingPaths
{
    /// <summary>The longest heading of a path, as long as a title may be.</summary>
    internal const int HeadingLengthMax = 200;

    /// <summary>The longest path, all of its headings together: three of the longest, or six of half that length.</summary>
    internal const int LengthMax = 600;

    /// <summary>A heading as it stands in paths.</summary>
    internal static string Heading(ReadOnlySpan<char> text) => Cut(text, HeadingLengthMax);

    /// <summary>A path within <see cref="LengthMax"/>.</summary>
    internal static IReadOnlyList<string> Fit(IReadOnlyList<string> path) =>
        path.Sum(heading => heading.Length) <= LengthMax ? path : [.. path.Select(heading => Cut(heading, LengthMax / path.Count))];

    private static string Cut(ReadOnlySpan<char> text, int lengthMax)
    {
        if (text.Length <= lengthMax)
            return text.ToString();
        ReadOnlySpan<char> cut = text[..(lengthMax - 1)];
        if (char.IsHighSurrogate(cut[^1]))
            cut = cut[..^1];
        // Text without spaces has no word to end at.
        int space = cut.LastIndexOfAny(' ', '\n');
        return string.Concat((space > lengthMax / 2 ? cut[..space] : cut).TrimEnd(), "…");
    }
}
