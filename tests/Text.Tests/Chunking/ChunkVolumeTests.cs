using System.Text;
using RagCluster.Text.Chunking;
using RagCluster.Text.Reading;
using RagCluster.Text.Tokenizing;

namespace RagCluster.Text.Tests.Chunking;

/// <summary>What the chunks of one document may take in all.</summary>
public sealed class ChunkVolumeTests
{
    private static readonly StructureChunker Chunker = new(ApproximateTokenCounter.Instance);

    [Fact]
    public void HeadingsWithoutText_AreRefusedBeforeAllAreCut()
    {
        const int Count = 100_000;
        int read = 0;
        IEnumerable<string> headings = Enumerable.Range(0, Count).Select(i => $"# a{i}");
        ExtractedDocument document = InProcessReader.Read(
            Encoding.UTF8.GetBytes(string.Join("\n\n", headings)),
            "a.md",
            CancellationToken.None
        );
        StructureChunker chunker = new(new ObservedCounter(_ => read++));

        UnreadableDocumentException refusal = Assert.Throws<UnreadableDocumentException>(() =>
            chunker.Chunk(document, new ChunkingOptions())
        );

        Assert.Equal(UnreadableDocumentException.InvalidFile, refusal.Code);
        Assert.Contains($"{(4 * document.Text.Length) + 4_000_000:N0} characters", refusal.Message, StringComparison.Ordinal);
        Assert.InRange(read, 1, Count / 2);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(600, 0)]
    [InlineData(0, 1_000)]
    public void ChunksThatTakeManyTimesTheText_AreRefused(int pathLength, int targetLength)
    {
        const int TextLength = 1_000_000;
        ChunkVolume volume = new(TextLength);
        TextChunk chunk = new(0, 0, 100, [new string('a', pathLength)], null, null, 1)
        {
            Links = [new(0, 1, new string('b', targetLength))],
        };
        int each = ChunkVolume.PerChunk + 100 + pathLength + targetLength;
        for (int i = 0; i < ((ChunkVolume.PerCharacter * TextLength) + ChunkVolume.Base) / each; i++)
            volume.Add(chunk);

        Assert.Throws<UnreadableDocumentException>(() => volume.Add(chunk));
    }

    [Fact]
    public void SmallestChunksUnderHeadings_AreTaken()
    {
        string section =
            "## A heading of usual length\n\n" + string.Join(' ', Enumerable.Repeat("A sentence of some length stands here.", 9));
        string markdown = "# Doc\n\n" + string.Join("\n\n", Enumerable.Repeat(section, 5_000));
        ExtractedDocument document = InProcessReader.Read(Encoding.UTF8.GetBytes(markdown), "a.md", CancellationToken.None);

        Assert.NotEmpty(Chunker.Chunk(document, new ChunkingOptions { TokensMax = 32, OverlapTokens = 0 }));
    }
}
