namespace RagCluster.Text.Reading.Isolation;

/// <summary>Reads documents by <c>ReadingWorker</c> in limited processes.</summary>
public sealed class WorkerDocumentReader : IDocumentReader, IAsyncDisposable
{
    private readonly WorkerPool _pool;

    /// <summary>A reader that starts <paramref name="command"/> when there is something to read.</summary>
    /// <param name="command">A program that calls <c>ReadingWorker.RunAsync</c> on its standard streams.</param>
    /// <param name="slow">The places for slow documents.</param>
    /// <param name="time">The clock for limits.</param>
    /// <exception cref="ArgumentException">The command's limits are not valid.</exception>
    public WorkerDocumentReader(WorkerCommand command, SlowLane slow, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(command);
        command.Limits.Validate();
        _pool = new WorkerPool(command, slow, time);
    }

    /// <inheritdoc/>
    public Task<ExtractedDocument> ReadAsync(ReadOnlyMemory<byte> content, string name, ReadingLane lane, CancellationToken ct) =>
        _pool.ReadAsync(new WorkerRequest(WorkerRequestKind.File, name, content), lane, ct);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _pool.DisposeAsync();

    /// <summary>Makes a document of the pieces of a PDF's text.</summary>
    internal Task<ExtractedDocument> ArrangeAsync(ReadOnlyMemory<byte> pieces, string name, ReadingLane lane, CancellationToken ct) =>
        _pool.ReadAsync(new WorkerRequest(WorkerRequestKind.PdfPieces, name, pieces), lane, ct);
}
