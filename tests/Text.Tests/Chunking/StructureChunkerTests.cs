using RagCluster.Text.Chunking;
using RagCluster.Text.Reading;
using RagCluster.Text.Tokenizing;

namespace RagCluster.Text.Tests.Chunking;

public sealed class StructureChunkerTests
{
    private static readonly StructureChunker Chunker = new(ApproximateTokenCounter.Instance);

    [Fact]
    public void Chunk_RandomDocuments_KeepsEveryInvariant()
    {
        Random random = new(41);
        for (int round = 0; round < 300; round++)
        {
            ExtractedDocument document = RandomDocuments.Next(random);
            ChunkingOptions options = new() { TokensMax = random.Next(16, 300), OverlapTokens = random.Next(8) };

            IReadOnlyList<TextChunk> chunks = Chunker.Chunk(document, options);

            Assert.Equal(chunks.Select(Plain), Chunker.Chunk(document, options).Select(Plain));
            Check(document, options, chunks);
        }
    }

    [Fact]
    public async Task Chunk_Sections_AreNotMixedAndKnowTheirPath()
    {
        string body = string.Join(' ', Enumerable.Repeat("A sentence of some length stands here.", 12));
        ExtractedDocument document = await TestReaders.ReadAsync(
            $"# Doc\n\n## A\n\n{body}\n\n### A1\n\n{body}\n\n## B\n\n{body}\n",
            "a.md"
        );

        // A section is more than a quarter of a chunk, so that it is not merged with the next.
        IReadOnlyList<TextChunk> chunks = Chunker.Chunk(document, new ChunkingOptions { TokensMax = 256 });

        Assert.Equal(["A", "A>A1", "B"], chunks.Select(c => string.Join('>', c.HeadingPath)));
        Assert.StartsWith("Doc\n\nA\n", document.Text[chunks[0].Start..chunks[0].End], StringComparison.Ordinal);
        Assert.StartsWith("B\n", document.Text[chunks[2].Start..chunks[2].End], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chunk_TinySiblings_AreMergedUnderTheirParent()
    {
        ExtractedDocument document = await TestReaders.ReadAsync("# Doc\n\n## Q1\n\nShort answer.\n\n## Q2\n\nAnother answer.\n", "a.md");

        TextChunk chunk = Assert.Single(Chunker.Chunk(document, new ChunkingOptions()));

        Assert.Empty(chunk.HeadingPath);
        Assert.Equal((0, document.Text.Length), (chunk.Start, chunk.End));
    }

    [Fact]
    public async Task Chunk_LongSection_OverlapsInWholeSentences()
    {
        ExtractedDocument document = await TestReaders.ReadAsync(
            string.Join(' ', Enumerable.Range(0, 200).Select(i => $"This is sentence number {i} of it.")),
            "a.txt"
        );

        IReadOnlyList<TextChunk> chunks = Chunker.Chunk(document, new ChunkingOptions { TokensMax = 100, OverlapTokens = 20 });

        Assert.True(chunks.Count > 5);
        Assert.All(
            chunks.Zip(chunks.Skip(1)),
            pair =>
            {
                Assert.InRange(pair.Second.Start, pair.First.Start + 1, pair.First.End - 1);
                Assert.StartsWith("This is", document.Text[pair.Second.Start..], StringComparison.Ordinal);
                Assert.Equal('.', document.Text[pair.First.End - 1]);
            }
        );
    }

    [Fact]
    public async Task Chunk_TableThatFits_StaysWhole()
    {
        string prose = string.Join(' ', Enumerable.Repeat("Words before the table fill the chunk well.", 9));
        string table = "| a | b |\n|---|---|\n" + string.Concat(Enumerable.Range(0, 20).Select(i => $"| row {i} | value {i} |\n"));
        ExtractedDocument document = await TestReaders.ReadAsync($"{prose}\n\n{table}", "a.md");
        TextBlock block = document.Blocks.Single(b => b.Kind == BlockKind.Table);

        IReadOnlyList<TextChunk> chunks = Chunker.Chunk(document, new ChunkingOptions { TokensMax = 160 });

        Assert.Contains(chunks, c => c.Start <= block.Start && c.End >= block.End);
    }

    private static void Check(ExtractedDocument document, ChunkingOptions options, IReadOnlyList<TextChunk> chunks)
    {
        int covered = 0;
        foreach ((TextChunk? chunk, int ordinal) in chunks.Select((c, i) => (c, i)))
        {
            string text = document.Text[chunk.Start..chunk.End];
            Assert.Equal(ordinal, chunk.Ordinal);
            Assert.Equal(text.Trim(), text);
            Assert.True(chunk.TokenCount <= options.TokensMax, $"{chunk.TokenCount} > {options.TokensMax}");
            Assert.True(ApproximateTokenCounter.Instance.Count(text) <= options.TokensMax, text);
            Assert.True(
                string.IsNullOrWhiteSpace(document.Text[Math.Min(covered, chunk.Start)..chunk.Start]) || covered >= chunk.Start,
                "a gap"
            );
            Assert.True(chunk.End > covered, "no progress");
            Assert.True(chunk.PageFirst <= chunk.PageLast || chunk.PageFirst is null);
            covered = chunk.End;
        }

        Assert.True(string.IsNullOrWhiteSpace(document.Text[covered..]));
    }

    private static string Plain(TextChunk chunk) =>
        $"{chunk.Ordinal} {chunk.Start} {chunk.End} {chunk.TokenCount} {string.Join('>', chunk.HeadingPath)}";
}
