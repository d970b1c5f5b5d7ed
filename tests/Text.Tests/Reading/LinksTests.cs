using System.Globalization;
using RagCluster.Text.Chunking;
using RagCluster.Text.Reading;
using RagCluster.Text.Tokenizing;

namespace RagCluster.Text.Tests.Reading;

/// <summary>Links of a document stay links: which words of the text lead where.</summary>
public sealed class LinksTests
{
    [Theory]
    [InlineData("See [the *manual*](guide/m.md#a \"Title\").", "the manual > guide/m.md#a")]
    [InlineData("[a][1] and [1]\n\n[1]: https://a.example", "a > https://a.example", "1 > https://a.example")]
    [InlineData(
        "<https://a.example/x>, <b@a.example>, https://c.example",
        "https://a.example/x > https://a.example/x",
        "b@a.example > mailto:b@a.example",
        "https://c.example > https://c.example"
    )]
    [InlineData(
        "<a class=\"x\" href='https://a.example/?b=1&amp;c=2'>here</a> and <a id=\"y\">not</a>",
        "here > https://a.example/?b=1&c=2"
    )]
    [InlineData("[![Build](b.svg)](https://ci.example) ![Picture](p.png)", "Build > https://ci.example")]
    [InlineData("[run](javascript:alert(1)) [data](data:text/html,x) [](https://empty.example)")]
    [InlineData("1. First\n2. Then [clean](#clean) it\n   - [deep](d.md)", "clean > #clean", "deep > d.md")]
    [InlineData("| A | B |\n| - | - |\n|  | [x  y](x.md), [z](z.md) |\n| [last](l.md) |  |", "x y > x.md", "z > z.md", "last > l.md")]
    [InlineData("# About [the mill](mill.md)\n\n> Said [there](t.md).", "the mill > mill.md", "there > t.md")]
    [InlineData("docs, [docs](a.md), do\u00ADcs, [docs](b.md)", "docs > a.md", "docs > b.md")]
    [InlineData("Cafe\u0301 [re\u0301sume\u0301](r.md)", "r\u00E9sum\u00E9 > r.md")]
    public async Task Markdown(string markdown, params string[] links) =>
        Assert.Equal(links, Links(await TestReaders.ReadAsync(markdown, "a.md")));

    [Theory]
    [InlineData("<p>See <a href='guide/m.html#a'>the  <b>manual</b></a>.</p>", "the manual > guide/m.html#a")]
    [InlineData("<p>a</p><ol><li>Then <a href='#clean'>clean</a> it</li></ol>", "clean > #clean")]
    [InlineData("<a href='https://a.example'><p>one</p><p>two</p></a><p>three</p>", "one > https://a.example", "two > https://a.example")]
    [InlineData("<a href='outer'>x <a href='inner'>y</a> z</a>", "x > outer", "y > inner")]
    [InlineData("<a href='java&#10;script:alert(1)'>run</a><a>nothing</a>")]
    [InlineData(
        "<table><tr><th>A</th><th>B</th></tr><tr><td>x, <a href='y'>y<br>z</a>!</td><td><a href='w'>w</a></td></tr></table>",
        "y z > y",
        "w > w"
    )]
    public async Task Html(string html, params string[] links) =>
        Assert.Equal(links, Links(await TestReaders.ReadAsync($"<!doctype html><html><body>{html}</body></html>", "a.html")));

    [Fact]
    public async Task Docx()
    {
        const string Body = """
            <w:p><w:r><w:t xml:space="preserve">See </w:t></w:r>
            <w:hyperlink r:id="a" w:anchor="part"><w:r><w:t>the manual</w:t></w:r></w:hyperlink></w:p>
            <w:p><w:hyperlink w:anchor="end"><w:r><w:t>below</w:t></w:r></w:hyperlink>
            <w:hyperlink r:id="b"><w:r><w:t>run</w:t></w:r></w:hyperlink></w:p>
            <w:tbl><w:tr><w:tc><w:p><w:r><w:t>A</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>B</w:t></w:r></w:p></w:tc></w:tr>
            <w:tr><w:tc><w:p/></w:tc><w:tc><w:p><w:hyperlink r:id="a"><w:r><w:t>two</w:t></w:r></w:hyperlink></w:p></w:tc></w:tr></w:tbl>
            """;

        ExtractedDocument document = await TestReaders.ReadAsync(
            WordFile.Create(Body, ("a", "https://a.example/x"), ("b", "javascript:alert(1)")),
            "a.docx"
        );

        Assert.Equal(["the manual > https://a.example/x#part", "below > #end", "two > https://a.example/x"], Links(document));
    }

    [Fact]
    public async Task TooManyTargets_TheRestIsPlainText()
    {
        string address = "https://a.example/" + new string('a', 900);
        string many = string.Concat(Enumerable.Repeat("[x] ", 2_000));

        ExtractedDocument document = await TestReaders.ReadAsync($"{many}\n\n[x]: {address}", "a.md");

        Assert.Equal(ReadingLimits.TargetCharactersMax / address.Length, document.Links.Count);
        Assert.Equal(2_000, document.Text.Split(' ').Count(word => word == "x"));
    }

    [Fact]
    public async Task Chunk_HoldsTheLinksOfItsText()
    {
        string lines = string.Concat(
            Enumerable
                .Range(0, 60)
                .Select(i => string.Create(CultureInfo.InvariantCulture, $"Sentence {i} leads to [page {i}](p{i}.md).\n\n"))
        );
        ExtractedDocument document = await TestReaders.ReadAsync(lines, "a.md");

        IReadOnlyList<TextChunk> chunks = new StructureChunker(ApproximateTokenCounter.Instance).Chunk(
            document,
            new ChunkingOptions { TokensMax = 64, OverlapTokens = 0 }
        );

        Assert.True(chunks.Count > 3);
        Assert.Equal(document.Links, chunks.SelectMany(chunk => chunk.Links));
        Assert.All(chunks, chunk => Assert.All(chunk.Links, link => Assert.InRange(link.End, link.Start + 1, chunk.End)));
    }

    private static IEnumerable<string> Links(ExtractedDocument document) =>
        document.Links.Select(link => $"{document.Text[link.Start..link.End]} > {link.Target}");
}
