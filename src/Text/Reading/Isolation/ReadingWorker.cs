using System.Text.Json;
using RagCluster.Text.Reading.Docx;

namespace RagCluster.Text.Reading.Isolation;

/// <summary>The other side of <see cref="WorkerDocumentReader"/>: reads one Office file in a process that may die of it.</summary>
public static class ReadingWorker
{
    /// <summary>Reads a document from <paramref name="stdin"/> and writes the reply to <paramref name="stdout"/>.</summary>
    /// <param name="stdin">The file's bytes, to its end.</param>
    /// <param name="stdout">Gets one JSON object; nothing else may be written there.</param>
    /// <param name="ct">Ends the reading.</param>
    /// <returns>The exit code: 0 when a reply was written, also when it is a refusal.</returns>
    public static async Task<int> RunAsync(Stream stdin, Stream stdout, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(stdin);
        ArgumentNullException.ThrowIfNull(stdout);
        using var content = new MemoryStream();
        await stdin.CopyToAsync(content, ct);
        var reply = Read(content.GetBuffer().AsMemory(0, (int)content.Length), ct);
        await JsonSerializer.SerializeAsync(stdout, reply, WorkerReplyContext.Default.WorkerReply, ct);
        await stdout.FlushAsync(ct);
        return 0;
    }

    private static WorkerReply Read(ReadOnlyMemory<byte> content, CancellationToken ct)
    {
        try
        {
            if (FormatDetection.Detect(content) != DocumentFormat.Docx)
                throw UnreadableDocumentException.Unsupported("The file is not a Word document.");
            return new WorkerReply(DocxReader.Read(content, string.Empty, ct), null, null);
        }
        catch (UnreadableDocumentException e)
        {
            return new WorkerReply(null, e.Code, e.Message);
        }
    }
}
