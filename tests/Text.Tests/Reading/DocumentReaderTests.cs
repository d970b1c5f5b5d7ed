using System.IO.Compression;
using System.Text;
using RagCluster.Text.Reading;

namespace RagCluster.Text.Tests.Reading;

public sealed class DocumentReaderTests
{
    [Theory]
    [InlineData("# Title\n\nText with **marks**.", "x.bin", DocumentFormat.Markdown)]
    [InlineData("Just text.", "x.md", DocumentFormat.Markdown)]
    [InlineData("Just text.", "x.pdf", DocumentFormat.PlainText)]
    [InlineData("<!DOCTYPE html><p>Hi", "x.txt", DocumentFormat.Html)]
    [InlineData("<div>\n<p>Hi</p>\n</div>", "x", DocumentFormat.Html)]
    [InlineData("<p align=center>\n\n# Project\n\nSee [docs](http://x.example).", "README.md", DocumentFormat.Markdown)]
    public async Task ReadAsync_Text_IsRecognizedByItsContent(string content, string name, DocumentFormat expected)
    {
        Assert.Equal(expected, (await TestReaders.ReadAsync(content, name)).Format);
    }

    [Theory]
    [InlineData("The new WAVE of mills came in 1950.")]
    [InlineData("See\tftyp comes first.")]
    [InlineData("GIF89a is how a GIF begins.")]
    [InlineData("MZ stands for Mark Zbikowski.")]
    public async Task ReadAsync_TextWithTheMarkOfABinaryFormat_IsText(string content)
    {
        Assert.Equal(content, (await TestReaders.ReadAsync(content, "a.txt")).Text);
    }

    [Theory]
    [InlineData("RIFF\u0010\0\0\0WAVEfmt ", "A WAV sound file is not read yet.")]
    [InlineData("OggS\0\u0002\0\0", "An Ogg sound file is not read yet.")]
    [InlineData("GIF89a\u0001\0\u0001\0", "A GIF image is not read yet.")]
    public async Task ReadAsync_BinaryFormat_IsNamed(string content, string expected)
    {
        Assert.Equal(expected, (await TestReaders.RefusalAsync(Encoding.Latin1.GetBytes(content))).Message);
    }

    [Theory]
    [InlineData("# File signatures\n\nA PDF file begins with the bytes %PDF-1.7; a PNG with \u0089PNG.", "a.md", DocumentFormat.Markdown)]
    [InlineData("<!doctype html><p>A PDF file begins with %PDF-1.7.", "a.html", DocumentFormat.Html)]
    [InlineData("\uFEFFIt begins with\n%PDF-1.7\nand ends with startxref, a number and\n%%EOF", "a.txt", DocumentFormat.PlainText)]
    [InlineData("```\n%PDF-1.7\n1 0 obj\nstartxref\n9\n%%EOF\n```\n", "a.md", DocumentFormat.Markdown)]
    public async Task ReadAsync_TextAboutPdf_IsText(string content, string name, DocumentFormat expected)
    {
        ExtractedDocument document = await TestReaders.ReadAsync(content, name);

        Assert.Equal(expected, document.Format);
        Assert.Contains("%PDF-1.7", document.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n\t \u200B\n")]
    [InlineData("<!doctype html><title>x</title><script>1</script>")]
    [InlineData("<!-- nothing -->\n\n")]
    public async Task ReadAsync_NoText_IsInvalid(string content)
    {
        UnreadableDocumentException refusal = await TestReaders.RefusalAsync(Encoding.UTF8.GetBytes(content), "a.md");

        Assert.Equal(UnreadableDocumentException.InvalidFile, refusal.Code);
        Assert.Contains("holds no text", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ppt/presentation.xml", "A PowerPoint presentation is not read yet.")]
    [InlineData("xl/workbook.xml", "An Excel workbook is not read yet.")]
    [InlineData("any.txt", "A zip archive is not read yet.")]
    public async Task ReadAsync_OtherZipKinds_AreNamed(string member, string expected)
    {
        UnreadableDocumentException refusal = await TestReaders.RefusalAsync(Zip((member, "x"u8.ToArray())));

        Assert.Equal((UnreadableDocumentException.UnsupportedFile, expected), (refusal.Code, refusal.Message));
    }

    [Fact]
    public async Task ReadAsync_Image_IsNamed()
    {
        UnreadableDocumentException refusal = await TestReaders.RefusalAsync([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0]);

        Assert.Equal("A PNG image is not read yet.", refusal.Message);
    }

    [Fact]
    public async Task ReadAsync_DeeplyNestedHtml_IsRefusedAndNotFollowed()
    {
        string html = "<html>" + string.Concat(Enumerable.Repeat("<div>", 200_000)) + "x";

        Assert.Equal(UnreadableDocumentException.InvalidFile, (await TestReaders.RefusalAsync(Encoding.UTF8.GetBytes(html))).Code);
    }

    [Fact]
    public async Task ReadAsync_LongHtmlList_IsReadInLinearTime()
    {
        string html = "<html><body><ol>" + string.Concat(Enumerable.Repeat("<li>x", 50_000)) + "</ol>";

        Assert.Equal(50_000, (await TestReaders.ReadAsync(html, "x")).Blocks.Count);
    }

    [Fact]
    public async Task ReadAsync_Docx_RefusesZipBombsAndNamesThatLeave()
    {
        (string, byte[]) types = ("[Content_Types].xml", "<Types/>"u8.ToArray());
        UnreadableDocumentException bomb = await TestReaders.RefusalAsync(Zip(types, ("word/document.xml", new byte[20 << 20])));
        UnreadableDocumentException slip = await TestReaders.RefusalAsync(Zip(types, ("word/document.xml", [1]), ("../evil", [1])));

        Assert.Contains("100 times its size", bomb.Message, StringComparison.Ordinal);
        Assert.Contains("outside", slip.Message, StringComparison.Ordinal);
    }

    private static byte[] Zip(params (string Name, byte[] Content)[] members)
    {
        using MemoryStream stream = new();
        using (ZipArchive archive = new(stream, ZipArchiveMode.Create))
        {
            foreach ((string? name, byte[]? content) in members)
            {
                using Stream member = archive.CreateEntry(name).Open();
                member.Write(content);
            }
        }

        return stream.ToArray();
    }
}
