using RagCluster.Text.Linking;
using RagCluster.Text.Normalizing;

namespace RagCluster.Text.Reading;

/// <summary>How a table becomes text: one row a line, cells separated by " | ", nothing for a row without text.</summary>
internal static class TableRows
{
    internal const string CellSeparator = " | ";

    internal static LinkedText Join(IEnumerable<IEnumerable<LinkedText>> rows) =>
        LinkedText.Join("\n", rows.Select(Row).Where(row => row.Text.Length > 0));

    // Empty cells keep their place, so that a value stays under its heading; at the end they say nothing.
    private static LinkedText Row(IEnumerable<LinkedText> cells)
    {
        List<LinkedText> clean = cells.Select(OnOneLine).ToList();
        while (clean.Count > 0 && clean[^1].Text.Length == 0)
            clean.RemoveAt(clean.Count - 1);
        LinkedText row = LinkedText.Join(CellSeparator, clean);
        return row.As(row.Text.Trim());
    }

    private static LinkedText OnOneLine(LinkedText cell) =>
        cell.As(string.Join(' ', TextNormalizer.Normalize(cell.Text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
}
