using System.Text;

namespace RagCluster.Text.Reading.Pdf;

/// <summary>Puts the pieces of a page into lines in reading order: rows by baseline, two columns one after the other.</summary>
internal static class PdfLines
{
    // As shares of the font size: how far baselines of one line differ (superscripts), and what gap is a space or a new cell.
    private const double RowTolerance = 0.45;
    private const double SpaceGap = 0.13;
    private const double CellGap = 1.6;

    internal static List<PdfLine> Of(IReadOnlyList<PdfPiece> pieces)
    {
        var rows = Rows(pieces);
        if (PdfColumns.Gutter(rows) is not { } gutter)
            return rows.ConvertAll(Line);
        var lines = new List<PdfLine>();
        var (left, right) = (new List<PdfLine>(), new List<PdfLine>());
        foreach (var row in rows)
        {
            var (before, behind) = (row.FindAll(p => p.Right <= gutter), row.FindAll(p => p.Left >= gutter));
            if (before.Count + behind.Count == row.Count)
            {
                if (before.Count > 0)
                    left.Add(Line(before));
                if (behind.Count > 0)
                    right.Add(Line(behind));
                continue;
            }

            // A line over both columns ends them: what stands above is read first.
            lines.AddRange([.. left, .. right, Line(row)]);
            left.Clear();
            right.Clear();
        }

        return [.. lines, .. left, .. right];
    }

    /// <summary>The pieces by rows from the top, each from left to right.</summary>
    private static List<List<PdfPiece>> Rows(IReadOnlyList<PdfPiece> pieces)
    {
        var rows = new List<List<PdfPiece>>();
        var (baseline, size) = (0.0, 0.0);
        foreach (var piece in pieces.OrderByDescending(p => p.Baseline).ThenBy(p => p.Left))
        {
            if (rows.Count == 0 || baseline - piece.Baseline > Math.Max(size, piece.Size) * RowTolerance)
            {
                rows.Add([]);
                (baseline, size) = (piece.Baseline, piece.Size);
            }
            else if (piece.Size > size)
            {
                (baseline, size) = (piece.Baseline, piece.Size);
            }

            rows[^1].Add(piece);
        }

        foreach (var row in rows)
            row.Sort((a, b) => a.Left.CompareTo(b.Left));
        return rows;
    }

    private static PdfLine Line(List<PdfPiece> row)
    {
        var isRightToLeft = row.Count(p => p.IsRightToLeft) * 2 > row.Count;
        var ordered = isRightToLeft ? Enumerable.Reverse(row) : row;
        var text = new StringBuilder();
        var cells = 1;
        PdfPiece? last = null;
        foreach (var piece in ordered)
        {
            if (last is { } before)
                cells += AppendGap(
                    text,
                    isRightToLeft ? before.Left - piece.Right : piece.Left - before.Right,
                    Math.Max(before.Size, piece.Size)
                );
            text.Append(piece.Text);
            last = piece;
        }

        var size = row.MaxBy(p => p.Text.Length).Size;
        return new PdfLine(
            text.ToString().Trim(),
            row.Min(p => p.Left),
            row.Max(p => p.Right),
            row.MaxBy(p => p.Text.Length).Baseline,
            size,
            cells
        );
    }

    private static int AppendGap(StringBuilder text, double gap, double size)
    {
        if (gap > size * CellGap)
        {
            text.Append(TableRows.CellSeparator);
            return 1;
        }

        if (gap > size * SpaceGap && text.Length > 0 && !char.IsWhiteSpace(text[^1]))
            text.Append(' ');
        return 0;
    }
}
