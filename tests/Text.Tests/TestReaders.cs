using System.Text;
using RagCluster.Text.Reading;
using RagCluster.Text.Reading.Isolation;
using RagCluster.Text.Reading.Pdf;

namespace RagCluster.Text.Tests;

/// <summary>The readers as the product puts them together, with more time: test machines are busy.</summary>
internal static class TestReaders
{
    private static readonly ProcessLimits Patient = new()
    {
        WallTimeMax = TimeSpan.FromSeconds(120),
        CpuTimeMax = TimeSpan.FromSeconds(60),
    };

    internal static WorkerCommand DocxCommand { get; } =
        new("dotnet", [Path.Combine(AppContext.BaseDirectory, "Text.Worker.dll")]) { Limits = Patient };

    internal static DocumentReader All { get; } =
        new(
            new PdfReader(PdfReader.DefaultCommand with { Limits = Patient }, TimeProvider.System),
            new WorkerDocumentReader(DocxCommand, TimeProvider.System)
        );

    internal static Task<ExtractedDocument> ReadAsync(byte[] content, string name) => All.ReadAsync(content, name, CancellationToken.None);

    internal static Task<ExtractedDocument> ReadAsync(string content, string name) => ReadAsync(Encoding.UTF8.GetBytes(content), name);

    internal static Task<UnreadableDocumentException> RefusalAsync(byte[] content, string name = "file") =>
        Assert.ThrowsAsync<UnreadableDocumentException>(() => ReadAsync(content, name));

    internal static string Describe(ExtractedDocument document) =>
        string.Join(
            '\n',
            document.Blocks.Select(b =>
                $"{b.Kind}{(b.HeadingLevel > 0 ? b.HeadingLevel : string.Empty)}: {document.Text[b.Start..b.End].Replace('\n', '/')}"
            )
        );
}
