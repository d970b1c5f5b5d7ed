namespace RagCluster.Text.Reading.Isolation;

/// <summary>A file that waits to be read or is being read.</summary>
/// <param name="request">The file.</param>
/// <param name="lane">What becomes of it when it takes long.</param>
/// <param name="ct">Ends the wait at once, and the reading soon.</param>
internal sealed class WorkItem(WorkerRequest request, ReadingLane lane, CancellationToken ct)
{
    // Asynchronous continuations: what follows a reading must not hold up the next one.
    private readonly TaskCompletionSource<ExtractedDocument> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The file.</summary>
    internal WorkerRequest Request => request;

    /// <summary>When it began to wait to be handed over.</summary>
    internal long WaitsSince { get; set; }

    /// <summary>Its size.</summary>
    internal long Bytes => request.Content.Length;

    /// <summary>What becomes of it when it takes long.</summary>
    internal ReadingLane Lane => lane;

    /// <summary>Whether it is read in a new process, because it may be another file's fault that the last one ended.</summary>
    internal bool IsAlone { get; set; }

    /// <summary>
    /// Whether it is handed over by itself, because the worker that had it ended, and it is not known for which of its files.
    /// </summary>
    internal bool IsSingle { get; set; }

    /// <summary>Whether nobody waits for it any more.</summary>
    internal bool IsOver => _end.Task.IsCompleted;

    /// <summary>Waits for the end of the reading.</summary>
    internal async Task<ExtractedDocument> WaitAsync()
    {
        await using CancellationTokenRegistration _ = ct.Register(() => _end.TrySetCanceled(ct));
        return await _end.Task;
    }

    /// <summary>Ends with what a worker answered.</summary>
    internal void Answer(WorkerReply reply)
    {
        if (reply.Document is { } document)
            _end.TrySetResult(document);
        else
            Fail(
                new UnreadableDocumentException(
                    reply.Code ?? UnreadableDocumentException.ServerError,
                    reply.Message ?? "The reader gave no reason."
                )
            );
    }

    /// <summary>Ends without a document.</summary>
    internal void Fail(Exception error) => _end.TrySetException(error);
}
