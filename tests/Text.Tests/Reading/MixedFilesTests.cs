using RagCluster.Text.Reading;

namespace RagCluster.Text.Tests.Reading;

/// <summary>Real files from other projects' test collections, where they lie beside the checkout; otherwise our samples.</summary>
public sealed class MixedFilesTests
{
    // Every other file of the collections is read.
    private static readonly Dictionary<string, string> Refused = new(StringComparer.Ordinal)
    {
        ["MEDRPT-2024-PAT-3847_medical_report_scan.pdf"] = "need OCR",
        ["MEDRPT-2024-PAT-3847_medical_report_scan.md"] = "is empty",
        ["imagemagick-ASCII85Decode.pdf"] = "need OCR",
        ["imagemagick-CCITTFaxDecode.pdf"] = "need OCR",
        ["imagemagick-lzw.pdf"] = "need OCR",
        ["libreoffice-writer-password.pdf"] = "is encrypted",
        ["random.bin"] = "is binary",
        ["test.epub"] = "EPUB book",
        ["test.pptx"] = "PowerPoint presentation",
        ["test.xls"] = "Office 97",
        ["test_outlook_msg.msg"] = "Office 97",
        ["test.xlsx"] = "Excel workbook",

        // One of its names is written with NEC's extension of Shift-JIS, which .NET's code page 932 lacks.
        ["test_mskanji.csv"] = "invalid UTF-8 at byte 0",
        ["test_files.zip"] = "zip archive",
    };

    [Fact]
    public async Task ReadAsync_RealFiles_AreReadOrRefusedWithTheReason()
    {
        string[] files = Directory.GetFiles(TestFiles.Mixed ?? TestFiles.Samples, "*", SearchOption.AllDirectories);

        foreach (string file in files)
        {
            string name = Path.GetFileName(file);
            string outcome = await OutcomeAsync(file);
            if (Refused.TryGetValue(name, out string? reason))
                Assert.True(outcome.Contains(reason, StringComparison.Ordinal), $"{name}: {outcome}");
            else
                Assert.True(outcome == "read", $"{name}: {outcome}");
        }
    }

    [Theory]
    [InlineData("test")]
    [InlineData("REPAIR-2022-INV-001_multipage")]
    [InlineData("SPARSE-2024-INV-1234_borderless_table")]
    [InlineData("RECEIPT-2024-TXN-98765_retail_purchase")]
    [InlineData("movie-theater-booking-2024")]
    public async Task ReadAsync_Pdf_FindsTheWordsThatAnotherReaderFinds(string name)
    {
        string? folder = TestFiles.Mixed is null ? null : Path.Combine(TestFiles.Mixed, "markitdown");
        (byte[]? content, string? expected) = folder is null
            ? (TestFiles.Sample("brevik-one-manual.pdf"), "brew group descaling liquid D1")
            : (
                await File.ReadAllBytesAsync(Path.Combine(folder, name + ".pdf")),
                await File.ReadAllTextAsync(Path.Combine(folder, "expected_outputs", name + ".md"))
            );

        HashSet<string> words = Words((await TestReaders.ReadAsync(content, name)).Text).ToHashSet(StringComparer.OrdinalIgnoreCase);

        List<string> wanted = Words(expected).ToList();
        double share = (double)wanted.Count(words.Contains) / wanted.Count;
        Assert.True(
            share >= 0.97,
            $"{name}: {share:P1} of the words; missing {string.Join(' ', wanted.Where(w => !words.Contains(w)).Take(20))}"
        );
    }

    private static IEnumerable<string> Words(string text) =>
        new string([.. text.Select(c => char.IsLetterOrDigit(c) ? c : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static async Task<string> OutcomeAsync(string file)
    {
        try
        {
            ExtractedDocument document = await TestReaders.ReadAsync(await File.ReadAllBytesAsync(file), Path.GetFileName(file));
            return document.Text.Length > 0 ? "read" : "no text";
        }
        catch (UnreadableDocumentException e)
        {
            return $"{e.Code}: {e.Message}";
        }
    }
}
