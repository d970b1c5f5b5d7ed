using DocumentFormat.OpenXml.Wordprocessing;
using RagCluster.Text.Linking;

namespace RagCluster.Text.Reading.Docx;

/// <summary>Reads the tables of Word documents: their rows, and which of these are the head.</summary>
internal static class DocxTable
{
    /// <summary>The rows as text, of which the first so many are caption and head.</summary>
    internal static (LinkedText Text, int HeadLines) Read(Table table, DocxLinks links, LinkedText? caption)
    {
        TableRow[] rows = [.. table.Elements<TableRow>()];
        List<TableCellText>[] cells = Array.ConvertAll(rows, row => Cells(row, links).ToList());
        int marked = rows.TakeWhile(IsRepeated).Count();
        return TableRows.Join(cells, marked > 0 && marked < rows.Length ? marked : HeadRows(cells), caption);
    }

    // Word marks heads only where they are repeated on each page: elsewhere the first of several rows is taken for the head, and the second
    // where it alone names the columns below the first one's wide cells.
    private static int HeadRows(List<TableCellText>[] rows)
    {
        if (rows.Length < 2 || rows[0].TrueForAll(cell => string.IsNullOrWhiteSpace(cell.Text.Text)))
            return 0;
        if (rows.Length == 2 || !rows[0].Exists(cell => cell.Columns > 1))
            return 1;
        TableColumns columns = new();
        List<TablePlace> first = columns.Next(rows[0]);
        List<TablePlace> second = columns.Next(rows[1]);
        for (int i = 0; i < first.Count; i++)
        {
            bool isWide = first[i].IsFurtherColumn || (i + 1 < first.Count && first[i + 1].IsFurtherColumn);
            if (!isWide && !string.IsNullOrWhiteSpace(first[i].Text.Text) && !(i < second.Count && second[i].IsFurtherRow))
                return 1;
        }

        return 2;
    }

    private static bool IsRepeated(TableRow row) =>
        row.TableRowProperties?.GetFirstChild<TableHeader>() is { } header && header.Val?.Value != OnOffOnlyValues.Off;

    private static IEnumerable<TableCellText> Cells(TableRow row, DocxLinks links) =>
        row.Descendants<TableCell>()
            .Where(cell => cell.Ancestors<TableRow>().First() == row)
            .Select(cell => new TableCellText(DocxText.Of(cell, links), cell.TableCellProperties?.GridSpan?.Val?.Value ?? 1)
            {
                GoesOn =
                    cell.TableCellProperties?.VerticalMerge is { } merge && (merge.Val is null || merge.Val == MergedCellValues.Continue),
            });
}
