namespace RagCluster.Text.Reading.Pdf;

/// <summary>Finds the gap between two columns of prose. Tables have gaps too, but their cells are short.</summary>
internal static class PdfColumns
{
    private const int RowsMin = 6;
    private const double GutterPointsMin = 7;
    private const double StepPoints = 2;
    private const double CrossingShareMax = 0.25;
    private const double FillMin = 0.55;
    private const int CharactersMin = 22;

    /// <summary>The middle of the gutter; null when the page has one column.</summary>
    internal static double? Gutter(List<List<PdfPiece>> rows)
    {
        if (rows.Count < RowsMin)
            return null;
        (double left, double right) = (rows.Min(r => r.Min(p => p.Left)), rows.Max(r => r.Max(p => p.Right)));
        double width = right - left;
        (double At, int Crossings) best = (0, int.MaxValue);
        for (double at = left + width * 0.35; at <= left + width * 0.65; at += StepPoints)
        {
            int crossings = rows.Count(row => Crosses(row, at));
            bool isNearer = crossings == best.Crossings && Math.Abs(at - left - width / 2) < Math.Abs(best.At - left - width / 2);
            if (crossings < best.Crossings || isNearer)
                best = (at, crossings);
        }

        List<List<PdfPiece>> open = rows.FindAll(row => !Crosses(row, best.At));
        return best.Crossings <= rows.Count * CrossingShareMax && AreProse(open, best.At, left, right) ? best.At : null;
    }

    private static bool Crosses(List<PdfPiece> row, double at) =>
        row.Exists(p => p.Left < at + GutterPointsMin / 2 && p.Right > at - GutterPointsMin / 2);

    private static bool AreProse(List<List<PdfPiece>> rows, double gutter, double left, double right)
    {
        List<List<PdfPiece>> before = rows.ConvertAll(r => r.FindAll(p => p.Right <= gutter)).FindAll(r => r.Count > 0);
        List<List<PdfPiece>> behind = rows.ConvertAll(r => r.FindAll(p => p.Left >= gutter)).FindAll(r => r.Count > 0);
        return IsProse(before, gutter - left) && IsProse(behind, right - gutter);
    }

    private static bool IsProse(List<List<PdfPiece>> rows, double width) =>
        rows.Count >= RowsMin
        && rows.Average(r => r.Max(p => p.Right) - r.Min(p => p.Left)) >= width * FillMin
        && rows.Average(r => r.Sum(p => p.Text.Length)) >= CharactersMin;
}
