namespace RagCluster.Text.Reading;

/// <summary>Turns a file into text.</summary>
public interface IDocumentReader
{
    /// <summary>Reads a document, however long it takes within its limits.</summary>
    /// <param name="content">The file's bytes.</param>
    /// <param name="name">The file's name; a hint, never trusted.</param>
    /// <param name="ct">Ends the reading, and the process that does it.</param>
    /// <exception cref="UnreadableDocumentException">The document cannot be read; its code says whose fault that is.</exception>
    Task<ExtractedDocument> ReadAsync(ReadOnlyMemory<byte> content, string name, CancellationToken ct) =>
        ReadAsync(content, name, ReadingLane.Any, ct);

    /// <summary>Reads a document.</summary>
    /// <param name="content">The file's bytes.</param>
    /// <param name="name">The file's name; a hint, never trusted.</param>
    /// <param name="lane">What becomes of it when it takes long.</param>
    /// <param name="ct">Ends the reading, and the process that does it.</param>
    /// <exception cref="UnreadableDocumentException">The document cannot be read; its code says whose fault that is.</exception>
    /// <exception cref="SlowDocumentException">It is to be read in <see cref="ReadingLane.Slow"/>.</exception>
    Task<ExtractedDocument> ReadAsync(ReadOnlyMemory<byte> content, string name, ReadingLane lane, CancellationToken ct);
}
