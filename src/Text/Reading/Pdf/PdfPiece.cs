namespace RagCluster.Text.Reading.Pdf;

/// <summary>A run of text as the PDF places it, turned so that its baseline runs to the right. Lengths in points.</summary>
/// <param name="Text">Its characters in reading order.</param>
/// <param name="Left">Where it begins.</param>
/// <param name="Baseline">Height of its baseline; grows upwards.</param>
/// <param name="Width">Its length.</param>
/// <param name="Size">Its font size.</param>
/// <param name="IsRightToLeft">Whether its script runs to the left.</param>
internal readonly record struct PdfPiece(string Text, double Left, double Baseline, double Width, double Size, bool IsRightToLeft)
{
    internal double Right => Left + Width;
}
