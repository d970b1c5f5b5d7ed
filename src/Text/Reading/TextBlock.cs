namespace RagCluster.Text.Reading;

/// <summary>A block of an extracted text.</summary>
/// <param name="Kind">What the block is.</param>
/// <param name="Start">Offset of its first character.</param>
/// <param name="End">Offset after its last character.</param>
/// <param name="HeadingLevel">1 (highest) to 6 for a heading, otherwise 0.</param>
public sealed record TextBlock(BlockKind Kind, int Start, int End, int HeadingLevel);
