using RagCluster.Text.Reading;

namespace RagCluster.Text.Tests.Reading.Docx;

public sealed class DocxReaderTests
{
    [Fact]
    public async Task Read_Warranty_KeepsHeadingsTablesAndLists()
    {
        ExtractedDocument document = await TestReaders.ReadAsync(TestFiles.Sample("brevik-warranty.docx"), "x");

        string described = TestReaders.Describe(document);
        Assert.Equal(("Brevik warranty terms", DocumentFormat.Docx), (document.Title, document.Format));
        Assert.Contains("Heading1: What is not covered", described, StringComparison.Ordinal);
        Assert.Contains("Part | Brevik One | Brevik Duo/Machine as a whole | 3 years | 2 years", described, StringComparison.Ordinal);
        Assert.Contains("ListItem: - Stones", described, StringComparison.Ordinal);
        Assert.Contains("ListItem: 2. Call", described, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_Truncated_IsInvalid()
    {
        byte[] whole = TestFiles.Sample("brevik-warranty.docx");

        Assert.Equal(UnreadableDocumentException.InvalidFile, (await TestReaders.RefusalAsync(whole[..(whole.Length / 2)])).Code);
    }

    [Theory]
    [InlineData("hyperlink")]
    [InlineData("image")]
    [InlineData("numbering")]
    [InlineData("footnotes")]
    [InlineData("styles")]
    [InlineData("officeDocument")]
    [InlineData("nothing-known")]
    public async Task Read_RelationsThatLeadNowhere_AreReadOrRefusedWithASentence(string type)
    {
        string[] targets =
        [
            "missing.xml",
            "document.xml",
            "_rels/document.xml.rels",
            "",
            "/",
            ".",
            "..",
            "../..",
            "../../../x",
            "/word/",
            "/word",
            "#",
            "file:///etc/passwd",
            "http://[",
            "//",
            @"..\..\x",
            "%00",
            "%",
            "a b:c",
            "document.xml/x",
            "?x",
        ];
        foreach (string mode in (string[])["", """TargetMode="External" """, """TargetMode="Inside" """])
        {
            foreach (string target in targets)
            {
                byte[] file = WordFile.CreateRelated(
                    "<w:p><w:hyperlink r:id='x'><w:r><w:t>Tank</w:t></w:r></w:hyperlink></w:p>",
                    $"""<Relationship Id="x" Type="{WordFile.Office}/{type}" Target="{target}" {mode}/>"""
                );
                try
                {
                    Assert.Equal("Tank", (await TestReaders.ReadAsync(file, "a.docx")).Text);
                }
                catch (UnreadableDocumentException refusal)
                {
                    Assert.Equal(UnreadableDocumentException.InvalidFile, refusal.Code);
                    Assert.Matches(@"^The Word document is [a-z ':,]+\.$", refusal.Message);
                }
            }
        }
    }

    [Theory]
    [InlineData("mailto:info@example.org, sales@example.org")]
    [InlineData("http://www.example.org:port/x")]
    [InlineData("http://[")]
    public async Task Read_LinkThatIsNoAddress_LosesTheLinkAndNothingElse(string target)
    {
        const string Body = """
            <w:p><w:r><w:t xml:space="preserve">Ask </w:t></w:r><w:hyperlink r:id="x" w:anchor="a"><w:r><w:t>us</w:t></w:r></w:hyperlink>
            <w:r><w:t xml:space="preserve"> or see </w:t></w:r><w:hyperlink r:id="y"><w:r><w:t>the page</w:t></w:r></w:hyperlink></w:p>
            """;

        ExtractedDocument document = await TestReaders.ReadAsync(
            WordFile.Create(Body, ("x", target), ("y", "https://a.example")),
            "a.docx"
        );

        Assert.Equal("Ask us or see the page", document.Text);
        Assert.Equal("https://a.example", Assert.Single(document.Links).Target);
    }

    [Theory]
    [InlineData("<w:p>", "ins", "<w:r><w:t>Tank</w:t></w:r>", "</w:p>")]
    [InlineData("<w:p>", "smartTag", "<w:r><w:t>Tank</w:t></w:r>", "</w:p>")]
    [InlineData("", "customXml", "<w:p><w:r><w:t>Tank</w:t></w:r></w:p>", "")]
    public async Task Read_DeepNesting_IsReadOrRefused(string open, string element, string content, string close)
    {
        Assert.Equal("Tank", (await TestReaders.ReadAsync(Nested(ReadingLimits.DepthMax - 10), "a.docx")).Text);
        Assert.Equal(
            "The Word document is nested too deeply.",
            (await TestReaders.RefusalAsync(Nested(ReadingLimits.DepthMax + 10), "a.docx")).Message
        );

        byte[] Nested(int depth) =>
            WordFile.Create(
                open
                    + string.Concat(Enumerable.Repeat($"<w:{element}>", depth))
                    + content
                    + string.Concat(Enumerable.Repeat($"</w:{element}>", depth))
                    + close
            );
    }

    [Fact]
    public async Task Read_SmartTags_ShowWhatTheyHold()
    {
        const string Body = """
            <w:p><w:r><w:t xml:space="preserve">The mill of </w:t></w:r><w:smartTag w:uri="urn:x" w:element="City">
            <w:smartTagPr><w:attr w:name="Year" w:val="2004"/></w:smartTagPr><w:smartTag w:uri="urn:x" w:element="place">
            <w:r><w:t>Bergen</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r></w:smartTag>
            <w:del><w:r><w:delText>deleted</w:delText></w:r></w:del></w:smartTag><w:r><w:t xml:space="preserve"> is </w:t></w:r>
            <w:smartTag w:uri="urn:x" w:element="State"><w:hyperlink r:id="x"><w:r><w:t>old</w:t></w:r></w:hyperlink></w:smartTag></w:p>
            <w:p><w:smartTag w:uri="urn:x" w:element="City"><w:r><w:lastRenderedPageBreak/><w:t>Oslo</w:t></w:r></w:smartTag></w:p>
            """;

        ExtractedDocument document = await TestReaders.ReadAsync(WordFile.Create(Body, ("x", "https://a.example")), "a.docx");

        Assert.Equal("The mill of Bergen is old\n\nOslo", document.Text);
        Assert.Equal("https://a.example", Assert.Single(document.Links).Target);
        Assert.Equal([1, 2], document.Pages.Select(page => page.Number));
    }

    [Fact]
    public async Task Read_Table_NamesColumnsOfTwoRowsAndRepeatsWhatCoversRows()
    {
        string body = $"""
            <w:p><w:pPr><w:pStyle w:val="Caption"/></w:pPr><w:r><w:t>Table 1: Sales by region</w:t></w:r></w:p>
            <w:tbl><w:tr>{Cell("Region", "<w:vMerge w:val='restart'/>")}{Cell("Q1", "<w:gridSpan w:val='2'/>")}</w:tr>
            <w:tr>{Cell("", "<w:vMerge/>")}{Cell("Sales")}{Cell("Cost")}</w:tr>
            <w:tr>{Cell("North", "<w:vMerge w:val='restart'/>")}{Cell("100")}{Cell("40")}</w:tr>
            <w:tr>{Cell("", "<w:vMerge/>")}{Cell("200")}{Cell("80")}</w:tr></w:tbl>
            <w:tbl><w:tr>{Cell("Feature")}{Cell("Plans", "<w:gridSpan w:val='2'/>")}</w:tr>
            <w:tr>{Cell("SSO")}{Cell("no")}{Cell("yes")}</w:tr><w:tr>{Cell("Users")}{Cell("3")}{Cell("50")}</w:tr></w:tbl>
            """;

        ExtractedDocument document = await TestReaders.ReadAsync(WordFile.Create(body), "a.docx");

        Assert.Equal(
            """
            Table: Table 1: Sales by region/Region | Q1 Sales | Q1 Cost/North | 100 | 40/North | 200 | 80
            Table: Feature | Plans | Plans/SSO | no | yes/Users | 3 | 50
            """,
            TestReaders.Describe(document)
        );
        Assert.Equal([2, 1], document.Blocks.Select(block => block.HeadLines));

        static string Cell(string text, string properties = "") =>
            $"<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>";
    }

    [Fact]
    public async Task Read_ListWithinAList_IsIndented()
    {
        string body = Item("Open it.", 0) + Item("Turn the lid.", 1) + Item("Close it.", 0);

        ExtractedDocument document = await TestReaders.ReadAsync(WordFile.Create(body), "a.docx");

        Assert.Equal("- Open it.\n   - Turn the lid.\n- Close it.", document.Text);
        Assert.Equal("- Turn the lid.", document.Text[document.Blocks[1].Start..document.Blocks[1].End]);

        static string Item(string text, int level) =>
            $"<w:p><w:pPr><w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='1'/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>";
    }
}
