using RagCluster.Text.Normalizing;

namespace RagCluster.Text.Reading;

/// <summary>How a table becomes text: one row a line, cells separated by " | ", nothing for a row without text.</summary>
internal static class TableRows
{
    internal const string CellSeparator = " | ";

    internal static string Join(IEnumerable<IEnumerable<string>> rows) => string.Join('\n', rows.Select(Row).Where(row => row.Length > 0));

    // Empty cells keep their place, so that a value stays under its heading; at the end they say nothing.
    private static string Row(IEnumerable<string> cells)
    {
        List<string> clean = cells.Select(OnOneLine).ToList();
        while (clean.Count > 0 && clean[^1].Length == 0)
            clean.RemoveAt(clean.Count - 1);
        return string.Join(CellSeparator, clean).Trim();
    }

    private static string OnOneLine(string cell) =>
        string.Join(' ', TextNormalizer.Normalize(cell).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
