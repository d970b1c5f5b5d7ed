using RagCluster.Text.Chunking;
using RagCluster.Text.Reading;
using RagCluster.Text.Tokenizing;

namespace RagCluster.Text.Tests.Chunking;

/// <summary>Chunking ends when it is of use to nobody, and takes neither long nor, at once, much.</summary>
public sealed class ChunkingWatchTests
{
    private const int Words = 50_000;
    private static readonly ChunkingOptions Options = new() { TokensMax = 64, OverlapTokens = 0 };
    private static readonly string Hashes = string.Join(
        ' ',
        Enumerable.Range(1, Words).Select(i => $"{(ulong)i * 0x9E3779B97F4A7C15UL:x16}")
    );

    [Fact]
    public void ACancelledChunking_EndsWithTheUnit()
    {
        using CancellationTokenSource cancelled = new();
        int counts = 0;
        StructureChunker chunker = new(
            new ObservedCounter(_ =>
            {
                if (++counts == 10)
                    cancelled.Cancel();
            })
        );

        Assert.Throws<OperationCanceledException>(() => chunker.Chunk(Document(Hashes), Options, cancelled.Token));
        Assert.Equal(10, counts);
    }

    [Fact]
    public void AChunkingThatTakesTooMuchProcessorTime_IsRefused()
    {
        TimeSpan taken = TimeSpan.Zero;
        StructureChunker chunker = new(new ObservedCounter(_ => taken += TimeSpan.FromMilliseconds(1)), () => taken);

        UnreadableDocumentException refusal = Assert.Throws<UnreadableDocumentException>(() => chunker.Chunk(Document(Hashes), Options));

        Assert.Equal(UnreadableDocumentException.InvalidFile, refusal.Code);
        Assert.Equal("The document took more than 3.8 s of processor time to be cut into chunks.", refusal.Message);
        Assert.InRange(taken, TimeSpan.FromSeconds(3.8), TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void ALongSentence_IsCountedInShortPieces_AndEachCharacterAFewTimes()
    {
        (long counted, int longest) = (0, 0);
        StructureChunker chunker = new(new ObservedCounter(length => (counted, longest) = (counted + length, Math.Max(longest, length))));

        IReadOnlyList<TextChunk> chunks = chunker.Chunk(Document(Hashes), Options);

        Assert.True(chunks.Count > 1_000);
        Assert.InRange(longest, 1, UnitCutter.CharactersPerToken * Options.TokensMax);
        Assert.InRange(counted, 1, 2L * Hashes.Length);
    }

    [Fact]
    public void ALongWord_IsCountedInShortPieces_AndEachCharacterAFewTimes()
    {
        (long counted, int longest) = (0, 0);
        StructureChunker chunker = new(new ObservedCounter(length => (counted, longest) = (counted + length, Math.Max(longest, length))));
        string word = Hashes.Replace(" ", "", StringComparison.Ordinal);

        IReadOnlyList<TextChunk> chunks = chunker.Chunk(Document(word), Options);

        Assert.Equal(word.Length, chunks.Sum(chunk => chunk.End - chunk.Start));
        Assert.InRange(longest, 1, UnitCutter.CharactersPerToken * Options.TokensMax);
        Assert.InRange(counted, 1, 2L * word.Length);
    }

    [Fact]
    public void WordsOfOneTokenEach_MakeNoLongChunk()
    {
        StructureChunker chunker = new(new WordCounter());
        string words = string.Join(' ', Enumerable.Repeat(new string('x', 4_000), 200));

        IReadOnlyList<TextChunk> chunks = chunker.Chunk(Document(words), Options);

        Assert.InRange(chunks.Max(chunk => chunk.End - chunk.Start), 1, UnitCutter.CharactersPerToken * (Options.TokensMax + 1));
    }

    private static ExtractedDocument Document(string text) =>
        new("a", text, DocumentFormat.PlainText, [new TextBlock(BlockKind.Paragraph, 0, text.Length, 0)], []);

    private sealed class WordCounter : ITokenCounter
    {
        public int Count(ReadOnlySpan<char> text) => text.Length == 0 ? 0 : text.Count(' ') + 1;
    }
}
