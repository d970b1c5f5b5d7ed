using System.Text.Json;

namespace RagCluster.Text.Reading.Isolation;

/// <summary>Reads a document by <see cref="ReadingWorker"/> in a limited process of its own.</summary>
public sealed class WorkerDocumentReader : IDocumentReader
{
    private readonly LimitedProcess _process;
    private readonly ProcessLimits _limits;

    /// <summary>A reader that starts <paramref name="command"/> for every document.</summary>
    /// <param name="command">A program that calls <see cref="ReadingWorker.RunAsync"/> on its standard streams.</param>
    /// <param name="time">The clock for limits.</param>
    /// <exception cref="ArgumentException">The command's limits are not valid.</exception>
    public WorkerDocumentReader(WorkerCommand command, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(command);
        command.Limits.Validate();
        _process = new LimitedProcess(command, time);
        _limits = command.Limits;
    }

    /// <inheritdoc/>
    public async Task<ExtractedDocument> ReadAsync(ReadOnlyMemory<byte> content, string name, CancellationToken ct)
    {
        var answer = await _process.RunAsync(content, ct);
        if (answer.Failure(_limits) is { } failure)
            throw UnreadableDocumentException.Invalid($"The document {failure}.");
        var reply = Parse(answer.Output.Span);
        if (reply.Document is not { } document)
            throw new UnreadableDocumentException(
                reply.Code ?? UnreadableDocumentException.ServerError,
                reply.Message ?? "The reader gave no reason."
            );
        return document.Title == DocumentTitle.None ? document with { Title = DocumentTitle.Choose(null, name) } : document;
    }

    private static WorkerReply Parse(ReadOnlySpan<byte> output)
    {
        try
        {
            return JsonSerializer.Deserialize(output, WorkerReplyContext.Default.WorkerReply)
                ?? throw new JsonException("The reply is null.");
        }
        catch (JsonException e)
        {
            throw UnreadableDocumentException.Failed("The reader of the document gave an answer that cannot be understood.", e);
        }
    }
}
