namespace RagCluster.Text.Reading;

/// <summary>Where a page's text lies in the extracted text.</summary>
/// <param name="Number">The page's place in the file, from 1.</param>
/// <param name="Start">Offset of its first character.</param>
/// <param name="End">Offset after its last character; equal to <paramref name="Start"/> for a page without text.</param>
public sealed record PageSpan(int Number, int Start, int End);
