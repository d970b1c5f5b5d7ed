using System.Text.RegularExpressions;

namespace RagCluster.Architecture.Tests.Tables;

/// <summary>A table of a Markdown file, found by the words of its head.</summary>
internal static partial class MarkdownTable
{
    /// <summary>The rows of a table, cell by cell.</summary>
    /// <param name="file">The file's path from the root.</param>
    /// <param name="head">The names of the columns.</param>
    internal static IReadOnlyList<string[]> Rows(string file, params string[] head)
    {
        string wanted = Row(head);
        string[] lines = File.ReadAllLines(Path.Combine(Repository.Root, file));
        int at = Array.IndexOf(lines, wanted);
        Assert.True(at >= 0, $"{file} has no table with the head {wanted}");
        return [.. lines.Skip(at + 2).TakeWhile(line => line.StartsWith('|')).Select(Cells)];
    }

    /// <summary>The words of a cell that stand in backticks.</summary>
    internal static IEnumerable<string> Code(string cell) => Quoted().Matches(cell).Select(m => m.Groups[1].Value);

    private static string Row(string[] cells) => $"| {string.Join(" | ", cells)} |";

    private static string[] Cells(string line) => [.. line.Trim('|', ' ').Split(" | ").Select(cell => cell.Trim())];

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();
}
