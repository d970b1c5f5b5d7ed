using System.Text;
using RagCluster.Text.Chunking;
using RagCluster.Text.Reading;
using RagCluster.Text.Tokenizing;

namespace RagCluster.Text.Tests.Chunking;

/// <summary>A path is repeated with each chunk, so no heading may be as long as it likes.</summary>
public sealed class HeadingPathsTests
{
    private static readonly StructureChunker Chunker = new(ApproximateTokenCounter.Instance);
    private static readonly string LongHeading = string.Join(' ', Enumerable.Repeat("heading words", 5_000));
    private static readonly string Body = string.Join(' ', Enumerable.Repeat("A sentence of some length stands here.", 200));

    [Theory]
    [InlineData("a.md", "# Doc\n\n## {0}\n\n{1}\n")]
    [InlineData("a.html", "<html><body><h1>Doc</h1><h2>{0}</h2><p>{1}</p></body></html>")]
    public void LongHeading_IsCutAtAWordInPaths_AndWholeInTheText(string name, string form)
    {
        ExtractedDocument document = Read(string.Format(null, form, LongHeading, Body), name);

        IReadOnlyList<TextChunk> chunks = Chunker.Chunk(document, new ChunkingOptions { TokensMax = 64, OverlapTokens = 0 });

        Assert.Contains(LongHeading, document.Text, StringComparison.Ordinal);
        Assert.True(chunks.Count > 100);
        foreach (TextChunk chunk in chunks.Where(chunk => chunk.Start > 0))
        {
            string heading = Assert.Single(chunk.HeadingPath);
            Assert.InRange(heading.Length, 190, HeadingPaths.HeadingLengthMax);
            Assert.Matches("^(heading words )+heading( words)?…$", heading);
        }
    }

    [Fact]
    public void PathOfLongHeadings_IsCutAsAWhole()
    {
        StringBuilder markdown = new("# Doc\n\n");
        for (int level = 2; level <= 6; level++)
            markdown.Append($"{new string('#', level)} {level} {LongHeading}\n\n{Body}\n\n");
        ExtractedDocument document = Read(markdown.ToString(), "a.md");

        IReadOnlyList<TextChunk> chunks = Chunker.Chunk(document, new ChunkingOptions { TokensMax = 64, OverlapTokens = 0 });

        Assert.All(chunks, chunk => Assert.InRange(chunk.HeadingPath.Sum(heading => heading.Length), 0, HeadingPaths.LengthMax));
        Assert.Equal(["2", "3", "4", "5", "6"], chunks[^1].HeadingPath.Select(heading => heading[..1]));
    }

    [Fact]
    public void OrdinaryPath_StaysAsItIs()
    {
        string[] path = [new string('a', 200), new string('b', 200), new string('c', 200)];

        Assert.Equal(path, path.Select(heading => HeadingPaths.Heading(heading)));
        Assert.Same(path, HeadingPaths.Fit(path));
    }

    [Fact]
    public void HeadingWithoutSpaces_IsCutBetweenCharacters()
    {
        string heading = HeadingPaths.Heading(string.Concat(Enumerable.Repeat("\U00020000", 150)));

        Assert.InRange(heading.Length, 190, HeadingPaths.HeadingLengthMax);
        Assert.True(heading.IsNormalized());
        Assert.EndsWith("\U00020000…", heading, StringComparison.Ordinal);
    }

    private static ExtractedDocument Read(string content, string name) =>
        InProcessReader.Read(Encoding.UTF8.GetBytes(content), name, CancellationToken.None);
}
