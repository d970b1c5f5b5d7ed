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

    internal static WorkerCommand WorkerProgram { get; } =
        new("dotnet", [Path.Combine(AppContext.BaseDirectory, "Text.Worker.dll")]) { Limits = Patient };

    internal static WorkerDocumentReader Worker { get; } = new(WorkerProgram, new SlowLane(SlowLane.PlacesDefault), TimeProvider.System);

    internal static IDocumentReader All { get; } =
        new DocumentReader(
            new PdfReader(
                PdfReader.DefaultCommand with
                {
                    Limits = Patient,
                },
                Worker,
                new SlowLane(SlowLane.PlacesDefault),
                TimeProvider.System
            ),
            Worker
        );

    /// <summary>All formats with the limits of the product, but more time by the clock.</summary>
    internal static IDocumentReader Limited { get; } = LimitedReader();

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

    private static DocumentReader LimitedReader()
    {
        SlowLane slow = new(SlowLane.PlacesDefault);
        TimeSpan patient = TimeSpan.FromMinutes(2);
        WorkerDocumentReader worker = new(
            WorkerProgram with
            {
                Limits = new ProcessLimits { WallTimeMax = patient },
            },
            slow,
            TimeProvider.System
        );
        WorkerCommand pdf = PdfReader.DefaultCommand;
        return new DocumentReader(
            new PdfReader(pdf with { Limits = pdf.Limits with { WallTimeMax = patient } }, worker, slow, TimeProvider.System),
            worker
        );
    }
}
