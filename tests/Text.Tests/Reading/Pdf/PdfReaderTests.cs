using System.Text;
using RagCluster.Text.Reading;

namespace RagCluster.Text.Tests.Reading.Pdf;

public sealed class PdfReaderTests
{
    [Fact]
    public async Task ReadAsync_Manual_KeepsPagesHeadingsAndTables()
    {
        ExtractedDocument document = await TestReaders.ReadAsync(TestFiles.Sample("brevik-one-manual.pdf"), "x");

        Assert.Equal("Brevik One User Manual", document.Title);
        Assert.Equal([1, 2, 3, 4], document.Pages.Select(p => p.Number));
        int descaling = document.Text.IndexOf("asks for descaling after 60 litres", StringComparison.Ordinal);
        Assert.Equal(2, document.Pages.Single(p => p.Start <= descaling && descaling < p.End).Number);
        string described = TestReaders.Describe(document);
        Assert.Contains("Heading3: Descaling", described, StringComparison.Ordinal);
        Assert.Contains(
            "E03 | The grinder is blocked | Empty the hopper, remove stones with the brush, turn the burr by hand/E05",
            described,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("edition 5", document.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\uFEFF\r\n ", "")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n", "")]
    [InlineData("Mail of Monday\n", "\n")]
    [InlineData("\u0001\u0002\0rubbish", "rubbish")]
    public async Task ReadAsync_RubbishAroundThePdf_IsPassedOver(string before, string after)
    {
        byte[] file = TestFiles.Sample("brevik-one-manual.pdf");

        ExtractedDocument document = await TestReaders.ReadAsync(
            [.. Encoding.UTF8.GetBytes(before), .. file, .. Encoding.UTF8.GetBytes(after)],
            "a.pdf"
        );

        Assert.Equal(("Brevik One User Manual", DocumentFormat.Pdf), (document.Title, document.Format));
    }

    [Fact]
    public async Task ReadAsync_TruncatedAnywhere_IsInvalid()
    {
        byte[] whole = TestFiles.Sample("brevik-one-manual.pdf");
        Random random = new(12);
        for (int i = 0; i < 200; i++)
        {
            UnreadableDocumentException refusal = await TestReaders.RefusalAsync(whole[..random.Next(8, whole.Length - 8)]);

            Assert.Equal(UnreadableDocumentException.InvalidFile, refusal.Code);
            Assert.Contains("truncated", refusal.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task ReadAsync_NotReallyPdf_IsInvalid()
    {
        UnreadableDocumentException refusal = await TestReaders.RefusalAsync("%PDF-1.7\nnothing here\nstartxref\n5\n%%EOF"u8.ToArray());

        Assert.Equal(UnreadableDocumentException.InvalidFile, refusal.Code);
        Assert.Contains("damaged", refusal.Message, StringComparison.Ordinal);
    }
}
