using AngleSharp.Dom;
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
        List<List<LinkedText>> rows = new();
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
                    captionLines += rows[^1][0].Text.Length > 0 ? 1 : 0;
                    break;
                case "td" or "th" when rows.Count > 0:
                    LinkedText text = CellText(element);
                    if (text.Text.Length > CellLengthMax)
                        return null;
                    rows[^1].Add(text);
                    plainHeadCells += rows.Count == captions + 1 && element.LocalName == "td" ? 1 : 0;
                    break;
            }
        }

        if (rows.Count == 0 || rows.Max(r => r.Count) < 2)
            return null;
        // The first row is the head where the page says so of each of its cells.
        bool hasHead = plainHeadCells == 0 && rows.Count > captions && rows[captions].Exists(cell => cell.Text.Length > 0);
        headLines = captionLines + (hasHead ? 1 : 0);
        return TableRows.Join(rows);
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
}
