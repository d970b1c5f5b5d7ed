namespace RagCluster.Text.Reading;

/// <summary>A block of an extracted text.</summary>
/// <param name="Kind">What the block is.</param>
/// <param name="Start">Offset of its first character.</param>
/// <param name="End">Offset after its last character.</param>
/// <param name="HeadingLevel">1 (highest) to 6 for a heading, otherwise 0.</param>
public sealed record TextBlock(BlockKind Kind, int Start, int End, int HeadingLevel)
{
    /// <summary>The longest name of a language that is kept.</summary>
    public const int LanguageLengthMax = 32;

    /// <summary>
    /// The lines at the beginning of a table that are its caption and its head, of which the last names the columns; 0 when it has none.
    /// </summary>
    public int HeadLines { get; init; }

    /// <summary>The language of code as its document names it (<c>csharp</c>); empty when it names none.</summary>
    public string Language { get; init; } = "";
}
