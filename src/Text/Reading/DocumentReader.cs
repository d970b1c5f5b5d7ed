namespace RagCluster.Text.Reading;

/// <summary>
/// Reads every format, none of them in this process: a PDF goes to its reader, everything else to a worker, which finds out by content what
/// it is.
/// </summary>
public sealed class DocumentReader : IDocumentReader
{
    private readonly IDocumentReader _pdf;
    private readonly IDocumentReader _others;

    /// <summary>A reader over the readers that work in processes of their own.</summary>
    /// <param name="pdf">Reads PDF.</param>
    /// <param name="others">Reads everything else.</param>
    public DocumentReader(IDocumentReader pdf, IDocumentReader others) => (_pdf, _others) = (pdf, others);

    /// <inheritdoc/>
    public Task<ExtractedDocument> ReadAsync(ReadOnlyMemory<byte> content, string name, ReadingLane lane, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(name);
        return (FormatDetection.IsPdf(content.Span) ? _pdf : _others).ReadAsync(content, name, lane, ct);
    }
}
