using RagCluster.Corpus.Chunks;
using RagCluster.Corpus.Documents;

namespace RagCluster.Corpus.Answers;

/// <summary>The evidence for a sentence. <c>Quote</c> equals the document's extracted text from <c>Start</c> to <c>End</c>.</summary>
/// <param name="Id">Its number within the answer, from "1".</param>
/// <param name="DocumentId">The document.</param>
/// <param name="ChunkId">The chunk.</param>
/// <param name="Title">The document's title.</param>
/// <param name="Uri">The document's URI or name.</param>
/// <param name="Page">The page that the quote begins on, from 1; null for a format without pages.</param>
/// <param name="Start">First character of the quote in the extracted text (UTF-16 code units).</param>
/// <param name="End">One past its last character.</param>
/// <param name="Quote">The quoted text, verbatim.</param>
/// <param name="Score">How well the quote supports the sentence, 0 to 1.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.Citation")]
public sealed record Citation(
    [property: Id(0)] string Id,
    [property: Id(1)] DocumentId DocumentId,
    [property: Id(2)] ChunkId ChunkId,
    [property: Id(3)] string Title,
    [property: Id(4)] string Uri,
    [property: Id(5)] int? Page,
    [property: Id(6)] int Start,
    [property: Id(7)] int End,
    [property: Id(8)] string Quote,
    [property: Id(9)] double Score
)
{
    /// <summary>The line of the original file that the quote begins on, from 1; null when it is not known.</summary>
    [Id(10)]
    public int? Line { get; init; }
}
