using RagCluster.Corpus.Answers;
using RagCluster.Corpus.Chunks;
using RagCluster.Corpus.Documents;

namespace RagCluster.Grounding.Tests;

/// <summary>Passages for tests.</summary>
internal static class Samples
{
    internal static Passage Passage(
        string text,
        int start = 100,
        string title = "",
        string[]? headings = null,
        string document = "doc",
        int ordinal = 0
    ) =>
        new(
            new Chunk(
                new ChunkId(new DocumentId(document), 3, ordinal),
                start,
                start + text.Length,
                text,
                headings ?? [],
                null,
                null,
                text.Length / 5
            ),
            title,
            document + ".md",
            [],
            1,
            new PassageScores(null, 1, null)
        );
}
