namespace RagCluster.Text.Reading;

/// <summary>
/// Reads every format but PDF in this process, without limits on time and memory: what a worker does, and enough for files that one trusts.
/// </summary>
public sealed class InProcessReader : IDocumentReader
{
    /// <inheritdoc/>
    public Task<ExtractedDocument> ReadAsync(ReadOnlyMemory<byte> content, string name, ReadingLane lane, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Task.Run(() => Read(content, name, ct), ct);
    }

    /// <summary>Reads a document on the caller's thread.</summary>
    /// <exception cref="UnreadableDocumentException">The document cannot be read.</exception>
    internal static ExtractedDocument Read(ReadOnlyMemory<byte> content, string name, CancellationToken ct)
    {
        DocumentFormat? format = FormatDetection.Detect(content);
        try
        {
            return format switch
            {
                DocumentFormat.Docx => Docx.DocxReader.Read(content, name, ct),
                DocumentFormat.Pdf => throw UnreadableDocumentException.Unsupported("PDF files are not read here."),
                _ => ReadText(content, name, ct),
            };
        }
        catch (Exception e)
            when (e
                    is not (
                        UnreadableDocumentException
                        or OperationCanceledException
                        or OutOfMemoryException
                        or InsufficientExecutionStackException
                    )
            )
        {
            // A parser that a file confuses throws what it likes, which says nothing to whoever sent the file.
            throw UnreadableDocumentException.Damaged(format == DocumentFormat.Docx ? "Word document" : "document", e);
        }
    }

    private static ExtractedDocument ReadText(ReadOnlyMemory<byte> content, string name, CancellationToken ct)
    {
        string text = TextDecoding.Decode(content.Span);
        if (string.IsNullOrWhiteSpace(text))
            throw DocumentBuilder.HoldsNoText();
        return MarkupDetection.Detect(text, name) switch
        {
            DocumentFormat.Html => HtmlReader.Read(text, name, ct),
            DocumentFormat.Markdown => MarkdownReader.Read(text, name, ct),
            _ => PlainTextReader.Read(text, name),
        };
    }
}
