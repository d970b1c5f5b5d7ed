using System.Text;
using RagCluster.Text.Reading;

namespace RagCluster.Text.Tests.Reading;

public sealed class HtmlReaderTests
{
    [Fact]
    public async Task Read_DefinitionsAndAdmonitions_StandWithTheirNames()
    {
        const string Html = """
            <!doctype html><html><body><dl><dt>Burr:</dt><dd><p>A ring of <a href="steel">steel</a>.</p><p>Two are needed.</p></dd>
            <dt><code>--size</code></dt><dt><code>-s</code></dt><dd>How fine.</dd><dt>Run</dt><dd><pre>grind</pre></dd><dt>Alone</dt></dl>
            <div class="admonition warning"><p class="admonition-title">Warning:</p><p> </p><p>Close the lid.</p></div>
            <div class="admonition tip"><p class="admonition-title">Tip</p></div><p>No tip.</p></body></html>
            """;

        ExtractedDocument document = await TestReaders.ReadAsync(Html, "a.html");

        Assert.Equal(
            """
            Definition: Burr: A ring of steel.
            Definition: Two are needed.
            Definition: --size, -s: How fine.
            Definition: Run:
            Code: grind
            Definition: Alone:
            Quote: Warning: Close the lid.
            Paragraph: Tip:
            Paragraph: No tip.
            """,
            TestReaders.Describe(document)
        );
        Assert.Equal("steel", document.Text[document.Links[0].Start..document.Links[0].End]);
    }

    [Fact]
    public async Task Read_Page_KeepsTheMainContentAndDropsTheRest()
    {
        const string Html = """
            <!doctype html><html><head><title>Page</title><style>p{}</style></head><body>
            <nav>Menu</nav><header>Logo</header>
            <main><h1>Head</h1><p>Some <b>bold</b>
              words.<br>Next line.</p><p hidden>secret</p><p style="display: none">secret</p><p aria-hidden="true">secret</p>
            <!-- secret --><ol start="3"><li>third</li><li><p>fourth</p></li></ol><ul><li>dot</li></ul>
            <table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2<script>secret</script></td></tr></table>
            <table><tr><td><p>Layout only</p></td></tr></table>
            <pre>a
              b</pre><blockquote><p>Said.</p></blockquote><div>loose<div>inner</div>tail</div></main>
            <aside>Ads</aside><footer>Foot</footer><script>secret()</script></body></html>
            """;

        ExtractedDocument document = await TestReaders.ReadAsync(Html, "a.html");

        Assert.Equal("Page", document.Title);
        Assert.Equal(
            """
            Heading1: Head
            Paragraph: Some bold words./Next line.
            ListItem: 3. third
            ListItem: 4. fourth
            ListItem: - dot
            Table: A | B/1 | 2
            Paragraph: Layout only
            Code: a/  b
            Quote: Said.
            Paragraph: loose
            Paragraph: inner
            Paragraph: tail
            """,
            TestReaders.Describe(document)
        );
    }

    [Fact]
    public async Task Read_NotesOfDocumentationSites_BeginWithWhatTheyAre()
    {
        const string Html = """
            <!doctype html><html><body><main>
            <aside aria-label="Tip" class="starlight-aside starlight-aside--tip"><p aria-hidden="true">Tip</p>
            <div class="starlight-aside__content"><p>Four threads are best.</p></div></aside>
            <aside class="admonition danger"><p class="admonition-title">Data loss</p><p>Never delete it.</p><p>Never move it.</p></aside>
            <div class="theme-admonition theme-admonition-info alert alert--info"><div class="admonitionHeading_x"><span>info</span></div>
            <div class="admonitionContent_y"><p>It is new.</p></div></div>
            <div class="warning custom-block"><p class="custom-block-title">WARNING</p><p>It is hot.</p></div>
            <div class="markdown-alert markdown-alert-note"><p class="markdown-alert-title">Note</p><p>It is loud.</p></div>
            <div class="admonition admonition-caution"><div class="admonition-heading"><h5>caution</h5></div><ul><li>Slow.</li></ul></div>
            <aside role="note"><p>It is <a href="far">far</a>.</p></aside><div class="alert alert-danger"></div>
            <ol><li>Press it.<div class="admonition tip"><p>Twice.</p></div></li><li>Wait.</li></ol>
            <aside class="related"><p>Ads</p></aside><aside>More ads</aside><p>The text.</p></main></body></html>
            """;

        ExtractedDocument document = await TestReaders.ReadAsync(Html, "a.html");

        Assert.Equal(
            """
            Quote: Tip: Four threads are best.
            Quote: Danger: Data loss: Never delete it.
            Quote: Never move it.
            Quote: Info: It is new.
            Quote: Warning: It is hot.
            Quote: Note: It is loud.
            Paragraph: Caution:
            ListItem: - Slow.
            Quote: Note: It is far.
            ListItem: 1. Press it.
            Quote: Tip: Twice.
            ListItem: 2. Wait.
            Paragraph: The text.
            """,
            TestReaders.Describe(document)
        );
        Assert.Equal("far", document.Text[document.Links[0].Start..document.Links[0].End]);
    }

    [Theory]
    [InlineData(
        "<caption>Plans</caption><tr><th></th><th>Free</th><th>Pro</th></tr><tr><th>Users</th><td>3</td><td>50</td></tr>",
        "Plans\n| Free | Pro\nUsers | 3 | 50",
        2
    )]
    [InlineData("<thead><tr><td></td><td>Free</td></tr></thead><tr><td>Users</td><td>3</td></tr>", "| Free\nUsers | 3", 1)]
    [InlineData(
        "<tr><th rowspan=2>Region</th><th colspan=2>Q1</th></tr><tr><th>Sales</th><th>Cost</th></tr>"
            + "<tr><td rowspan=2>North</td><td>100</td><td>40</td></tr><tr><td>200</td><td>80</td></tr>",
        "Region | Q1 Sales | Q1 Cost\nNorth | 100 | 40\nNorth | 200 | 80",
        1
    )]
    [InlineData(
        "<tr><th colspan=2>Sales</th></tr><tr><th>Region</th><th>Q1</th></tr><tr><td>North</td><td>100</td></tr>",
        "Sales\nRegion | Q1\nNorth | 100",
        2
    )]
    [InlineData(
        "<tr><th>Key</th><th>Value</th></tr><tr><th colspan=2>Network</th></tr><tr><td>port</td><td>80</td></tr>",
        "Key | Value\nNetwork\nport | 80",
        1
    )]
    [InlineData("<tr><th>A</th><th>B</th></tr><tr><td>x | y |</td><td>||</td></tr>", "A | B\nx |\ty |\t | ||", 1)]
    public async Task Read_Table_RowsStandBelowTheNamesOfTheirColumns(string rows, string text, int headLines)
    {
        ExtractedDocument document = await TestReaders.ReadAsync(
            $"<!DOCTYPE html><html><body><table>{rows}</table></body></html>",
            "a.html"
        );

        Assert.Equal(text, document.Text);
        Assert.Equal(headLines, Assert.Single(document.Blocks).HeadLines);
    }

    [Fact]
    public async Task Read_TableWhoseCellsCoverManyRows_EndsAtALimit()
    {
        string cells = string.Concat(Enumerable.Repeat($"<td rowspan=65534>{new string('x', 60)}</td>", 100));
        string rows = string.Concat(Enumerable.Repeat("<tr><td>", 20_000));

        UnreadableDocumentException refusal = await TestReaders.RefusalAsync(
            Encoding.UTF8.GetBytes($"<!DOCTYPE html><html><body><table><tr>{cells}</tr>{rows}</table></body></html>"),
            "a.html"
        );

        Assert.Contains("characters of text", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_ListsWithinLists_AreIndented()
    {
        const string Html = """
            <!doctype html><html><body><ol><li>Open it.<ul><li>Turn the lid.</li><li>Lift it.<ol><li>Slowly.</li></ol></li></ul></li>
            <li>Close it.</li></ol></body></html>
            """;

        ExtractedDocument document = await TestReaders.ReadAsync(Html, "a.html");

        Assert.Equal("1. Open it.\n   - Turn the lid.\n   - Lift it.\n      1. Slowly.\n2. Close it.", document.Text);
        Assert.All(document.Blocks, block => Assert.False(char.IsWhiteSpace(document.Text[block.Start])));
    }
}
