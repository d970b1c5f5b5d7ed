namespace RagCluster.Text.Reading.Pdf;

/// <summary>A line of a page, or of a column.</summary>
/// <param name="Text">Its text; cells are separated by <see cref="TableRows.CellSeparator"/>.</param>
/// <param name="Left">Where it begins.</param>
/// <param name="Right">Where it ends.</param>
/// <param name="Baseline">Height of its baseline.</param>
/// <param name="Size">The font size of most of it.</param>
/// <param name="CellCount">Parts that stand far from each other; 1 for prose.</param>
internal sealed record PdfLine(string Text, double Left, double Right, double Baseline, double Size, int CellCount);
