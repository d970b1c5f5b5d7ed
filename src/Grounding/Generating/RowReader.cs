using System.Text.RegularExpressions;

namespace RagCluster.Grounding.Generating;

/// <summary>
/// Finds the rows of tables in what a model writes (GitHub Flavored Markdown 0.29, section 4.10). Lines of a table begin with a bar here:
/// without one a sentence about <c>a | b</c> is no row.
/// </summary>
internal sealed partial class RowReader
{
    private string[]? _names;
    private string? _head;

    /// <summary>Where the next line that begins with a bar begins; null for none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="from">Where to look on.</param>
    /// <param name="beginsLine">Whether a line begins there.</param>
    internal static int? Next(string text, int from, bool beginsLine)
    {
        int at = beginsLine ? from : text.IndexOf('\n', from);
        return at >= 0 && Barred().Match(text, at) is { Success: true } line ? line.Index : null;
    }

    /// <summary>Reads a line that begins with a bar: what is below it says whether it is a head, so that it may come later.</summary>
    internal IEnumerable<WrittenPart> Read(string line)
    {
        if (_names is not null)
            return [new WrittenPart(line) { Names = _names }];
        if (_head is not null && Rule().IsMatch(line))
        {
            (_names, _head) = (Cells(_head), null);
            return [];
        }

        IEnumerable<WrittenPart> before = End();
        _head = line;
        return before;
    }

    /// <summary>Ends a table. A line that turned out to be no head is what was written.</summary>
    internal IEnumerable<WrittenPart> End()
    {
        WrittenPart[] line = _head is null ? [] : [new WrittenPart(_head)];
        (_names, _head) = (null, null);
        return line;
    }

    /// <summary>The cells of a line.</summary>
    internal static string[] Cells(string line)
    {
        string row = line.Trim();
        row = row.StartsWith('|') ? row[1..] : row;
        row = row.EndsWith('|') && !row.EndsWith(@"\|", StringComparison.Ordinal) ? row[..^1] : row;
        return [.. Bar().Split(row).Select(cell => cell.Replace(@"\|", "|", StringComparison.Ordinal).Trim())];
    }

    [GeneratedRegex(@"^[ \t]*\|", RegexOptions.Multiline)]
    private static partial Regex Barred();

    [GeneratedRegex(@"^\s*\|[\s|:]*-[\s|:-]*$")]
    private static partial Regex Rule();

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex Bar();
}
