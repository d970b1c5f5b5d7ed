using RagCluster.Text.Linking;
using RagCluster.Text.Normalizing;

namespace RagCluster.Text.Reading;

/// <summary>
/// How a table becomes text: its caption on a line of its own, then one row a line, cells separated by " | ", nothing for a row without
/// text. A head of several rows is one line of the columns' names. A row may begin with "| ": its first cell is empty.
/// </summary>
public static class TableRows
{
    internal const string CellSeparator = " | ";

    // A cell as short as this that covers several rows is what they have in common, and said in each; a longer one is said once.
    private const int CommonLengthMax = 60;

    /// <summary>The text of a table, and how many of its lines are caption and head.</summary>
    /// <param name="rows">The rows, which are read once and not held: there may be many.</param>
    /// <param name="headRows">How many of them are the head.</param>
    /// <param name="caption">The caption; null for none.</param>
    internal static (LinkedText Text, int HeadLines) Join(
        IEnumerable<IReadOnlyList<TableCellText>> rows,
        int headRows,
        LinkedText? caption = null
    )
    {
        TableColumns columns = new();
        List<LinkedText> lines = caption is null ? [] : [OnOneLine(caption)];
        using IEnumerator<IReadOnlyList<TableCellText>> next = rows.GetEnumerator();
        List<IReadOnlyList<TableCellText>> head = [];
        while (head.Count < headRows && next.MoveNext())
            head.Add(next.Current);
        lines.AddRange(Head(head, columns));
        lines.RemoveAll(line => line.Text.Length == 0);
        int headLines = lines.Count;
        long length = 0;
        while (next.MoveNext())
        {
            List<TablePlace> row = columns.Next(next.Current);
            // Rows without a cell of their own are not shown.
            LinkedText line = next.Current.Count == 0 ? LinkedText.Plain(string.Empty) : Row(row.Select(InBody));
            if (line.Text.Length > 0)
                lines.Add(line);
            if ((length += line.Text.Length) > ReadingLimits.CharactersMax)
                throw DocumentBuilder.TooLong();
        }

        return (LinkedText.Join("\n", lines), headLines);
    }

    /// <summary>The cells of a row of such a text.</summary>
    public static string[] Cells(string row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return (row.StartsWith(CellSeparator.TrimStart(), StringComparison.Ordinal) ? ' ' + row : row).Split(CellSeparator);
    }

    // The names of the rows of the head above each column; a cell above all of them names the table.
    private static IEnumerable<LinkedText> Head(List<IReadOnlyList<TableCellText>> rows, TableColumns columns)
    {
        List<List<LinkedText>> names = [];
        for (int i = 0; i < rows.Count; i++)
        {
            List<TablePlace> row = columns.Next(rows[i]);
            if (i + 1 < rows.Count && rows[i] is [{ Columns: > 1 } title])
            {
                yield return OnOneLine(title.Text);
                continue;
            }

            for (int column = 0; column < row.Count; column++)
            {
                if (column == names.Count)
                    names.Add([]);
                if (!row[column].IsFurtherRow && !string.IsNullOrWhiteSpace(row[column].Text.Text))
                    names[column].Add(row[column].Text);
            }
        }

        yield return Row(names.Select(name => LinkedText.Join(" ", name)));
    }

    private static LinkedText InBody(TablePlace place) =>
        place.IsFurtherColumn || (place.IsFurtherRow && place.Text.Text.Length > CommonLengthMax)
            ? LinkedText.Plain(string.Empty)
            : place.Text;

    // Empty cells keep their place, so that a value stays under its heading; at the end they say nothing.
    private static LinkedText Row(IEnumerable<LinkedText> cells)
    {
        List<LinkedText> clean = cells.Select(Cell).ToList();
        while (clean.Count > 0 && clean[^1].Text.Length == 0)
            clean.RemoveAt(clean.Count - 1);
        LinkedText row = LinkedText.Join(CellSeparator, clean);
        return row.As(row.Text.Trim());
    }

    // A bar of the cell's own is no separator: a tab stands behind it.
    private static LinkedText Cell(LinkedText cell)
    {
        LinkedText line = OnOneLine(cell);
        if (!line.Text.Contains('|'))
            return line;
        string barred = line.Text.Replace("| ", "|\t", StringComparison.Ordinal);
        return line.As(barred.EndsWith('|') ? barred + '\t' : barred);
    }

    private static LinkedText OnOneLine(LinkedText cell) =>
        cell.As(string.Join(' ', TextNormalizer.Normalize(cell.Text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
}
