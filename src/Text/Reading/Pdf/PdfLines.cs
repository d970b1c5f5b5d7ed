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
        List<List<PdfPiece>> rows = Rows(pieces);
        if (PdfColumns.Gutter(rows) is not { } gutter)
            return rows.ConvertAll(Line);
        List<PdfLine> lines = new();
        (List<PdfLine>? left, List<PdfLine>? right) = (new List<PdfLine>(), new List<PdfLine>());
        foreach (List<PdfPiece> row in rows)
        {
            (List<PdfPiece>? before, List<PdfPiece>? behind) = (row.FindAll(p => p.Right <= gutter), row.FindAll(p => p.Left >= gutter));
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
        List<List<PdfPiece>> rows = new();
        (double baseline, double size) = (0.0, 0.0);
        foreach (PdfPiece piece in pieces.OrderByDescending(p => p.Baseline).ThenBy(p => p.Left))
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

        foreach (List<PdfPiece> row in rows)
            row.Sort((a, b) => a.Left.CompareTo(b.Left));
        return rows;
    }

    private static PdfLine Line(List<PdfPiece> row)
    {
        bool isRightToLeft = row.Count(p => p.IsRightToLeft) * 2 > row.Count;
        IEnumerable<PdfPiece> ordered = isRightToLeft ? Enumerable.Reverse(row) : row;
        StringBuilder text = new();
        int cells = 1;
        PdfPiece? last = null;
        foreach (PdfPiece piece in ordered)
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

        double size = row.MaxBy(p => p.Text.Length).Size;
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
