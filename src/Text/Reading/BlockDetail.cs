namespace RagCluster.Text.Reading;

/// <summary>What a format says of a block beyond its kind.</summary>
/// <param name="HeadLines">See <see cref="TextBlock.HeadLines"/>.</param>
/// <param name="Language">See <see cref="TextBlock.Language"/>; null for none.</param>
internal readonly record struct BlockDetail(int HeadLines, string? Language)
{
    // The width of "1. ", below which an inner list begins.
    private const int IndentationWidth = 3;

    /// <summary>The line of the file that each of its lines comes from, from 1; null where they follow on each other.</summary>
    internal IReadOnlyList<int>? Lines { get; init; }

    /// <summary>What stands before the mark of an item in a list within so many others.</summary>
    internal static string Indentation(int depth) => new(' ', depth * IndentationWidth);

    /// <summary>A table with a head of so many lines.</summary>
    internal static BlockDetail Head(int lines) => new(lines, null);

    /// <summary>
    /// Code in a language: the first word of what a fence or a class says, such as "csharp" of "csharp title=Program.cs {3-5}".
    /// </summary>
    internal static BlockDetail Code(string? said)
    {
        ReadOnlySpan<char> name = (said ?? "").AsSpan().Trim();
        int end = 0;
        while (
            end < name.Length
            && end < TextBlock.LanguageLengthMax
            && (char.IsAsciiLetterOrDigit(name[end]) || name[end] is '+' or '#' or '-' or '.' or '_')
        )
            end++;
        return new BlockDetail(0, name[..end].ToString().ToLowerInvariant());
    }
}
