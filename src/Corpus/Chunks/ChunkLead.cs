namespace RagCluster.Corpus.Chunks;

/// <summary>
/// What stands before a chunk in its document and without which the chunk's first block can't be read: the head of a table that the chunk
/// goes on with, or the sentence that leads in its code. <c>Text</c> equals the extracted text from <c>Start</c>.
/// </summary>
/// <param name="Start">First character in the extracted text (UTF-16 code units).</param>
/// <param name="Text">The text, verbatim.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.ChunkLead")]
public sealed record ChunkLead([property: Id(0)] int Start, [property: Id(1)] string Text)
{
    /// <summary>One past its last character in the extracted text.</summary>
    public int End => Start + Text.Length;
}
