namespace RagCluster.Text.Reading;

/// <summary>
/// Reads every format: finds out by content which one it is and hands over to its reader. PDF and Word files go to readers
/// that run in processes of their own; text formats are read here.
/// </summary>
public sealed class DocumentReader : IDocumentReader
{
    private readonly IDocumentReader? _pdf;
    private readonly IDocumentReader? _docx;

    /// <summary>A reader over the readers of the formats that need isolation.</summary>
    /// <param name="pdf">Reads PDF; without it a PDF is refused as unsupported.</param>
    /// <param name="docx">Reads Word files; without it they are refused as unsupported.</param>
    public DocumentReader(IDocumentReader? pdf, IDocumentReader? docx) => (_pdf, _docx) = (pdf, docx);

    /// <inheritdoc/>
    public Task<ExtractedDocument> ReadAsync(ReadOnlyMemory<byte> content, string name, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(name);
        return FormatDetection.Detect(content) switch
        {
            DocumentFormat.Pdf => Isolated(_pdf, "PDF files", content, name, ct),
            DocumentFormat.Docx => Isolated(_docx, "Word documents", content, name, ct),
            _ => Task.Run(() => ReadText(content, name, ct), ct),
        };
    }

    private static Task<ExtractedDocument> Isolated(
        IDocumentReader? reader,
        string kind,
        ReadOnlyMemory<byte> content,
        string name,
        CancellationToken ct
    ) =>
        reader?.ReadAsync(content, name, ct)
        ?? throw UnreadableDocumentException.Unsupported($"This installation has no reader for {kind}.");

    private static ExtractedDocument ReadText(ReadOnlyMemory<byte> content, string name, CancellationToken ct)
    {
        // A character takes a byte at least, so a longer text cannot come out within the limit but by markup left out.
        var text = TextDecoding.Decode(content.Span);
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
