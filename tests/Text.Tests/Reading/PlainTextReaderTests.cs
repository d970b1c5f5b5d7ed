using RagCluster.Text.Reading;

namespace RagCluster.Text.Tests.Reading;

public sealed class PlainTextReaderTests
{
    [Fact]
    public async Task Read_Text_FindsHeadingsAndItems()
    {
        const string Text = "THE TITLE\n\nSome prose\nin two lines.\n\n1.2 Details\n\nIntro:\n- one\n- two\n\nUnder\n=====\nEnd.";

        ExtractedDocument document = await TestReaders.ReadAsync(Text, "a.txt");

        Assert.Equal(Text, document.Text);
        Assert.Equal("THE TITLE", document.Title);
        Assert.Equal(
            """
            Heading2: THE TITLE
            Paragraph: Some prose/in two lines.
            Heading3: 1.2 Details
            Paragraph: Intro:
            ListItem: - one
            ListItem: - two
            Heading1: Under
            Paragraph: =====
            Paragraph: End.
            """,
            TestReaders.Describe(document)
        );
    }
}
