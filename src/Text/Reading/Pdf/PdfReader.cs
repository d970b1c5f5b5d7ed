using RagCluster.Text.Reading.Isolation;

namespace RagCluster.Text.Reading.Pdf;

/// <summary>Reads PDF with Mozilla's pdf.js (npm package pdfjs-dist) under Node.js, in a limited process for each file.</summary>
public sealed class PdfReader : IDocumentReader
{
    // Readers look for the end mark in this many last bytes (ISO 32000-1, annex H.3.4.4).
    private const int EndMarkWithin = 1024;
    private const int HeapMegabytes = 224;

    // Pages of vectors and fonts cost more than their text: some tens of milliseconds each. Starting takes half a second.
    private static readonly ProcessLimits Limits = new()
    {
        CpuTimeMax = TimeSpan.FromSeconds(6),
        WallTimeMax = TimeSpan.FromSeconds(11),
        MemoryPerByte = 2,
    };

    private static readonly TimeSpan QuickTime = TimeSpan.FromSeconds(1);

    private readonly LimitedProcess _process;
    private readonly WorkerDocumentReader _worker;

    /// <summary>A reader that starts <paramref name="command"/> for every document.</summary>
    /// <param name="command">Node.js with read-pdf.mjs; see <see cref="DefaultCommand"/>.</param>
    /// <param name="worker">Makes a document of the pieces of text that the script finds.</param>
    /// <param name="slow">The places for slow documents.</param>
    /// <param name="time">The clock for limits.</param>
    /// <exception cref="ArgumentException">The command's limits are not valid.</exception>
    public PdfReader(WorkerCommand command, WorkerDocumentReader worker, SlowLane slow, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(command);
        command.Limits.Validate();
        _process = new LimitedProcess(command, slow, "PDF", time);
        _worker = worker;
    }

    /// <summary>The "node" of PATH with the script that the build puts beside this assembly.</summary>
    public static WorkerCommand DefaultCommand =>
        new("node", [$"--max-old-space-size={HeapMegabytes}", Path.Combine(AppContext.BaseDirectory, "read-pdf", "read-pdf.mjs")])
        {
            Limits = Limits,
            QuickTime = QuickTime,
        };

    /// <inheritdoc/>
    public async Task<ExtractedDocument> ReadAsync(ReadOnlyMemory<byte> content, string name, ReadingLane lane, CancellationToken ct)
    {
        CheckEnd(content.Span);
        ReadOnlyMemory<byte> pieces = await _process.RunAsync(content, lane, ct);
        // A file that was read so far is not begun anew.
        return await _worker.ArrangeAsync(pieces, name, ReadingLane.Any, ct);
    }

    // pdf.js repairs a truncated file in silence, and the reader would not know that pages are missing.
    private static void CheckEnd(ReadOnlySpan<byte> content)
    {
        ReadOnlySpan<byte> tail = content.TrimEnd("\0\r\n\t "u8);
        tail = tail[Math.Max(0, tail.Length - EndMarkWithin)..];
        int mark = tail.LastIndexOf("%%EOF"u8);
        if (mark < 0 || tail[..mark].LastIndexOf("startxref"u8) < 0)
            throw UnreadableDocumentException.Invalid("The PDF is truncated: its end (startxref, %%EOF) is missing.");
    }
}
