using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using RagCluster.Text.Linking;

namespace RagCluster.Text.Reading;

/// <summary>Tells tables of data from tables that lay out a page, and reads the former.</summary>
internal static class HtmlTable
{
    // A cell as long as this holds prose: the table lays out a page.
    private const int CellLengthMax = 600;

    /// <summary>
    /// The rows as text, of which the first so many are caption and head; null when the table is for layout and its cells should be read
    /// as blocks.
    /// </summary>
    internal static LinkedText? TryRead(IElement table, out int headLines)
    {
        List<Row> rows = [];
        LinkedText? caption = null;
        headLines = 0;
        foreach (IElement element in HtmlTree.Elements(table))
        {
            switch (element.LocalName)
            {
                case "table" or "h1" or "h2" or "h3" or "form" or "pre":
                    return null;
                case "tr":
                    rows.Add(new Row(element.ParentElement?.LocalName == "thead"));
                    break;
                case "caption":
                    caption ??= CellText(element);
                    break;
                case "td" or "th" when rows.Count > 0:
                    LinkedText text = CellText(element);
                    if (text.Text.Length > CellLengthMax)
                        return null;
                    rows[^1].Add(element, text);
                    break;
            }
        }

        if (rows.Count == 0 || rows.Max(row => row.Cells.Count) < 2)
            return null;
        (LinkedText read, headLines) = TableRows.Join([.. rows.Select(row => row.Cells)], HeadRows(rows), caption);
        return read;
    }

    // The first row is the head where the page says so of each of its cells that is not empty; so is the next where the first can't name
    // the columns by itself, and all that the page sets apart as the head.
    private static int HeadRows(List<Row> rows)
    {
        int count = 0;
        while (
            count < rows.Count
            && rows[count] is { IsHead: true } row
            && (
                row.IsSetApart
                || count == 0
                || rows.Take(count).SelectMany(above => above.Cells).Any(cell => cell is { Columns: > 1 } or { Rows: > 1 })
            )
        )
            count++;
        return count == rows.Count ? 1 : count;
    }

    private static LinkedText CellText(IElement cell)
    {
        LinkedTextBuilder text = new();
        IElement? link = null;
        foreach (INode node in HtmlTree.Shown(cell, Leave))
        {
            if (node is IText { Data: var data })
                text.Text.Append(data);
            else if (node is IElement { LocalName: "br" or "p" or "div" or "li" })
                text.Text.Append(' ');
            else if (node is IElement { LocalName: "a" } anchor && text.TryOpen(anchor.GetAttribute("href")))
                link = anchor;
        }

        LinkedText taken = text.Take();
        return taken.As(taken.Text.Trim());

        void Leave(INode node)
        {
            if (node == link)
                text.Close();
        }
    }

    private sealed class Row(bool isSetApart)
    {
        private int _named;
        private int _plain;

        internal List<TableCellText> Cells { get; } = [];

        internal bool IsSetApart => isSetApart;

        internal bool IsHead => isSetApart || (_named > 0 && _plain == 0);

        internal void Add(IElement cell, LinkedText text)
        {
            (int columns, int rows) = cell is IHtmlTableCellElement spans ? (spans.ColumnSpan, spans.RowSpan) : (1, 1);
            Cells.Add(new TableCellText(text, columns, rows));
            if (cell.LocalName == "th")
                _named++;
            else if (text.Text.Length > 0)
                _plain++;
        }
    }
}
