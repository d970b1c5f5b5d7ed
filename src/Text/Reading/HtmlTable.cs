using System.Text;
using AngleSharp.Dom;

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
    internal static string? TryRead(IElement table, out int headLines)
    {
        List<List<string>> rows = new();
        int captions = 0,
            captionLines = 0,
            plainHeadCells = 0;
        headLines = 0;
        foreach (IElement element in HtmlTree.Elements(table))
        {
            switch (element.LocalName)
            {
                case "table" or "h1" or "h2" or "h3" or "form" or "pre":
                    return null;
                case "tr":
                    rows.Add([]);
                    break;
                case "caption":
                    rows.Add([CellText(element)]);
                    captions++;
                    captionLines += rows[^1][0].Length > 0 ? 1 : 0;
                    break;
                case "td" or "th" when rows.Count > 0:
                    string text = CellText(element);
                    if (text.Length > CellLengthMax)
                        return null;
                    rows[^1].Add(text);
                    plainHeadCells += rows.Count == captions + 1 && element.LocalName == "td" ? 1 : 0;
                    break;
            }
        }

        if (rows.Count == 0 || rows.Max(r => r.Count) < 2)
            return null;
        // The first row is the head where the page says so of each of its cells.
        bool hasHead = plainHeadCells == 0 && rows.Count > captions && rows[captions].Exists(cell => cell.Length > 0);
        headLines = captionLines + (hasHead ? 1 : 0);
        return TableRows.Join(rows);
    }

    private static string CellText(IElement cell)
    {
        StringBuilder text = new();
        foreach (INode node in HtmlTree.Shown(cell))
        {
            if (node is IText { Data: var data })
                text.Append(data);
            else if (node is IElement { LocalName: "br" or "p" or "div" or "li" })
                text.Append(' ');
        }

        return text.ToString().Trim();
    }
}
