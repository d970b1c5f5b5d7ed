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
}
