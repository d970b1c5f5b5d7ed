using System.Text;
using RagCluster.Corpus.Answers;
using RagCluster.Corpus.Chunks;
using RagCluster.Corpus.Documents;
using RagCluster.Text.Chunking;
using RagCluster.Text.Reading;
using RagCluster.Text.Tokenizing;

namespace RagCluster.Grounding.Tests;

/// <summary>Passages as a document's reader and the chunker make them.</summary>
internal static class Structured
{
    internal static async Task<List<Passage>> ReadAsync(string markdown, int tokensMax = 256, string name = "guide.md")
    {
        ExtractedDocument document = await new InProcessReader().ReadAsync(
            Encoding.UTF8.GetBytes(markdown),
            name,
            ReadingLane.Any,
            CancellationToken.None
        );
        IReadOnlyList<TextChunk> chunks = new StructureChunker(ApproximateTokenCounter.Instance).Chunk(
            document,
            new ChunkingOptions { TokensMax = tokensMax, OverlapTokens = 0 }
        );
        return [.. chunks.Select((chunk, rank) => ToPassage(document, chunk, 1 - (0.01 * rank)))];
    }

    /// <summary>Asks a composer over a document, of whose passages it is said how many hold a word.</summary>
    internal static async Task<Answer> AnswerAsync(AnswerComposer composer, string markdown, string question)
    {
        List<Passage> passages = await ReadAsync(markdown);
        return await composer.AnswerAsync(
            new Question(question)
            {
                Frequency = word => new WordFrequency(
                    passages.Count(passage => passage.Chunk.Text.Contains(word, StringComparison.OrdinalIgnoreCase)),
                    passages.Count
                ),
            },
            passages
        );
    }

    private static Passage ToPassage(ExtractedDocument document, TextChunk chunk, double score) =>
        new(
            new Chunk(
                new ChunkId(new DocumentId("doc"), 1, chunk.Ordinal),
                chunk.Start,
                chunk.End,
                document.Text[chunk.Start..chunk.End],
                [.. chunk.HeadingPath],
                null,
                null,
                chunk.TokenCount
            )
            {
                Blocks =
                [
                    .. chunk.Blocks.Select(block => new ChunkBlock((ChunkBlockKind)block.Kind, block.Start, block.End)
                    {
                        HeadLines = block.HeadLines,
                        Language = block.Language,
                    }),
                ],
                Lead = chunk.Lead is { } lead ? new ChunkLead(lead.Start, document.Text[lead.Start..lead.End]) : null,
                Links = [.. chunk.Links.Select(link => new ChunkLink(link.Start, link.End, link.Target))],
            },
            document.Title,
            "guide.md",
            [],
            score,
            new PassageScores(null, 1, null)
        );
}
