using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;
using RagCluster.Storage;

namespace RagCluster.Grains.Ingest;

/// <summary>
/// Has attempts to index a version recorded before they begin, so that a document that ends the process is known by it. A record that is
/// found open is that of an attempt which ended with its process, but not for certain by its doing: others ran at the same time. Such
/// versions are tried one at a time on a silo, so that an innocent one runs together with a guilty one once at most; after
/// <see cref="OpenMax"/> of them the version has failed.
/// <para>
/// A server that somebody kills three times while the same version is under way sets an innocent one aside; a retry brings it back. The
/// record can't tell that from a document's doing: the system ends a process whose memory is used up by the same signal as an operator
/// does, and what uses it up may be the text of a document as well as its reading, which has a process of its own. Ending the record when
/// the text is there would leave that unseen, would cost one more durable write for each document, and would hardly help: embedding is
/// where an attempt spends its time.
/// </para>
/// </summary>
/// <param name="store">Keeps the records.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Says which documents are suspected.</param>
internal sealed partial class IndexingAttempts(IDocumentStore store, TimeProvider time, ILogger<IndexingAttempts> log)
{
    /// <summary>Attempts that may end with the process.</summary>
    internal const int OpenMax = 3;

    /// <summary>The failure of a document whose attempts ended with the process too often.</summary>
    internal static readonly DocumentFailure Refusal = new(
        DocumentFailure.ServerError,
        $"Indexing this document was begun {OpenMax} times, and the server ended each time. It is not tried again by itself: "
            + $"retry it once the cause is mended."
    );

    private static readonly TimeSpan EndMax = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _suspects = new(1);

    // A store that is out ends attempts and can't record that they ended: without these an outage or three look like the document's doing.
    private readonly ConcurrentQueue<Attempt> _unrecordedEnds = new();

    /// <summary>Makes an attempt, recorded before it begins.</summary>
    /// <param name="document">The version.</param>
    /// <param name="isSlow">Whether it may take its time; otherwise a version that is suspected is left for later.</param>
    /// <param name="attempt">The attempt; what it throws is thrown.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What became of it.</returns>
    internal async Task<AttemptEnd> RunAsync(Document document, bool isSlow, Func<Task> attempt, CancellationToken cancellationToken)
    {
        await RecordEndsAsync();
        switch (await BeginAsync(document, 0, cancellationToken))
        {
            case null:
                return AttemptEnd.Obsolete;
            case 0:
                await AttemptAsync(document, attempt);
                return AttemptEnd.Made;
        }

        if (!isSlow)
            return AttemptEnd.Suspected;
        await _suspects.WaitAsync(cancellationToken);
        try
        {
            int? open = await BeginAsync(document, OpenMax - 1, cancellationToken);
            if (open is null)
                return AttemptEnd.Obsolete;
            if (open >= OpenMax)
                return AttemptEnd.Refused;
            if (open > 0)
                LogSuspected(document.Id, open.Value);
            await AttemptAsync(document, attempt);
            return AttemptEnd.Made;
        }
        finally
        {
            _suspects.Release();
        }
    }

    private async Task<int?> BeginAsync(Document document, int openMax, CancellationToken cancellationToken)
    {
        try
        {
            return await store.BeginAttemptAsync(document.Collection, document.Id, document.Generation, openMax, cancellationToken);
        }
        catch (Corpus.Errors.RagException)
        {
            // A store that refuses a write may have made it all the same, and no attempt follows that could end.
            _unrecordedEnds.Enqueue(new Attempt(document.Collection, document.Id, document.Generation));
            throw;
        }
    }

    // An attempt that ends as a failure of the document or as its commit has ended in the store with that.
    private async Task AttemptAsync(Document document, Func<Task> attempt)
    {
        try
        {
            await attempt();
        }
        catch
        {
            await EndAsync(new Attempt(document.Collection, document.Id, document.Generation));
            throw;
        }
    }

    private async Task RecordEndsAsync()
    {
        while (_unrecordedEnds.TryDequeue(out Attempt? ended))
        {
            if (!await EndAsync(ended))
                return;
        }
    }

    private async Task<bool> EndAsync(Attempt attempt)
    {
        try
        {
            await store
                .EndAttemptAsync(attempt.Collection, attempt.Document, attempt.Generation, CancellationToken.None)
                .WaitAsync(EndMax, time);
            return true;
        }
        catch (Exception error) when (error is Corpus.Errors.RagException or TimeoutException or ObjectDisposedException)
        {
            // Whether a write that timed out was made is not known: one attempt more of a guilty document does less harm than none of an
            // innocent one.
            _unrecordedEnds.Enqueue(attempt);
            LogOpen(error, attempt.Document);
            return false;
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Document {Document} is indexed by itself: {Count} attempts to index it ended with their process"
    )]
    private partial void LogSuspected(DocumentId document, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The end of an attempt to index document {Document} could not be recorded yet")]
    private partial void LogOpen(Exception error, DocumentId document);

    private sealed record Attempt(CollectionId Collection, DocumentId Document, long Generation);
}
