using RagCluster.Text.Chunking;
using RagCluster.Text.Reading;
using RagCluster.Text.Tokenizing;

namespace RagCluster.Text.Tests.Chunking;

public sealed class ChunkBlocksTests
{
    private static readonly StructureChunker Chunker = new(ApproximateTokenCounter.Instance);

    [Fact]
    public async Task Chunk_KnowsTheBlocksOfItsText()
    {
        const string Markdown =
            "# Title\n\nDo this:\n\n```csharp title=Program.cs\nRun();\n```\n\n- one\n- two\n\n"
            + "| A | B |\n| --- | --- |\n| 1 | 2 |\n\n> Said.\n";
        ExtractedDocument document = await TestReaders.ReadAsync(Markdown, "a.md");

        TextChunk chunk = Assert.Single(Chunker.Chunk(document, new ChunkingOptions()));

        Assert.Equal(
            [
                (BlockKind.Heading, "Title", "", 0),
                (BlockKind.Paragraph, "Do this:", "", 0),
                (BlockKind.Code, "Run();", "csharp", 0),
                (BlockKind.ListItem, "- one", "", 0),
                (BlockKind.ListItem, "- two", "", 0),
                (BlockKind.Table, "A | B\n1 | 2", "", 1),
                (BlockKind.Quote, "Said.", "", 0),
            ],
            chunk.Blocks.Select(block => (block.Kind, document.Text[block.Start..block.End], block.Language, block.HeadLines))
        );
        Assert.Null(chunk.Lead);
    }

    [Fact]
    public async Task TableCutBetweenRows_CarriesItsHeadAsLead()
    {
        string rows = string.Join('\n', Enumerable.Range(0, 40).Select(row => $"| key{row} | value{row} |"));
        ExtractedDocument document = await TestReaders.ReadAsync($"# T\n\n| Name | Value |\n| --- | --- |\n{rows}\n", "a.md");

        IReadOnlyList<TextChunk> chunks = Chunker.Chunk(document, new ChunkingOptions { TokensMax = 32, OverlapTokens = 0 });

        Assert.True(chunks.Count > 2);
        foreach (TextChunk chunk in chunks)
        {
            bool holdsHead = document.Text[chunk.Start..chunk.End].Contains("Name | Value", StringComparison.Ordinal);
            TextBlock table = chunk.Blocks[^1];
            Assert.Equal(BlockKind.Table, table.Kind);
            Assert.Equal(holdsHead ? 1 : 0, table.HeadLines);
            Assert.Equal(holdsHead ? null : "Name | Value", chunk.Lead is { } lead ? document.Text[lead.Start..lead.End] : null);
        }
    }

    [Fact]
    public async Task TableWithAHeadLongerThanAChunk_CarriesNoLead()
    {
        string rows = string.Join('\n', Enumerable.Range(0, 40).Select(row => $"| key{row} | value{row} |"));
        string name = string.Join(' ', Enumerable.Repeat("column", 400));
        ExtractedDocument document = await TestReaders.ReadAsync($"# T\n\n| {name} | Value |\n| --- | --- |\n{rows}\n", "a.md");

        IReadOnlyList<TextChunk> chunks = Chunker.Chunk(document, new ChunkingOptions { TokensMax = 32, OverlapTokens = 0 });

        Assert.True(chunks.Count > 2);
        Assert.All(chunks, chunk => Assert.Null(chunk.Lead));
    }

    [Fact]
    public async Task PlainText_StatesNoStructure()
    {
        ExtractedDocument document = await TestReaders.ReadAsync("TITLE\n\nA sentence.\n\n- an item\n", "a.txt");

        Assert.All(Chunker.Chunk(document, new ChunkingOptions()), chunk => Assert.Empty(chunk.Blocks));
    }

    [Fact]
    public async Task LinksInSmallPrint_AreNoContent()
    {
        const string Markdown =
            "# T\n\nText.\n\n<sup><a href='https://example.org/a#L5'>snippet source</a> | <a href='#b'>anchor</a></sup>\n\n"
            + "H<sub>2</sub>O is <a href='c'>water</a>.\n";

        ExtractedDocument document = await TestReaders.ReadAsync(Markdown, "a.md");

        Assert.Equal("T\n\nText.\n\nH2O is water.", document.Text);
    }

    [Theory]
    [InlineData("<pre><code class='language-json'>{}</code></pre>", "json")]
    [InlineData("<div class='highlight-source-shell'><pre>ls</pre></div>", "shell")]
    [InlineData("<pre>ls</pre>", "")]
    public async Task HtmlCode_KeepsItsLanguage(string html, string language)
    {
        ExtractedDocument document = await TestReaders.ReadAsync($"<!DOCTYPE html><html><body><p>Text.</p>{html}</body></html>", "a.html");

        Assert.Equal(language, Assert.Single(document.Blocks, block => block.Kind == BlockKind.Code).Language);
    }

    [Theory]
    [InlineData("<tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr>", 1)]
    [InlineData("<caption>Prices</caption><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr>", 2)]
    [InlineData("<tr><th>A</th><td>1</td></tr><tr><th>B</th><td>2</td></tr>", 0)]
    [InlineData("<tr><td>A</td><td>1</td></tr><tr><td>B</td><td>2</td></tr>", 0)]
    public async Task HtmlTable_HasAHeadWhereThePageSaysSo(string rows, int headLines)
    {
        ExtractedDocument document = await TestReaders.ReadAsync(
            $"<!DOCTYPE html><html><body><p>Text.</p><table>{rows}</table></body></html>",
            "a.html"
        );

        Assert.Equal(headLines, Assert.Single(document.Blocks, block => block.Kind == BlockKind.Table).HeadLines);
    }
}
