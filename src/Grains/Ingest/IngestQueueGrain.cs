using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;
using RagCluster.Corpus.Documents;
using RagCluster.Grains.Interfaces.Ingest;
using RagCluster.Grains.Operations;

namespace RagCluster.Grains.Ingest;

/// <summary>
/// Indexes a collection's pending versions in the order of their arrival, several at once, with retries. Its queue is a copy:
/// what is pending stands in the store, and the pending sweep brings back whatever this activation forgets.
/// </summary>
[Reentrant]
internal sealed partial class IngestQueueGrain(IOptions<IngestOptions> options, TimeProvider time, ILogger<IngestQueueGrain> log)
    : Grain, IIngestQueueGrain
{
    private readonly Queue<PendingVersion> _waiting = new();
    private readonly CancellationTokenSource _deactivated = new();

    // Invariant: holds what waits and what runs, so that a version is never indexed twice at once.
    private readonly HashSet<PendingVersion> _known = [];
    private int _workers;

    /// <inheritdoc/>
    public Task EnqueueAsync(PendingVersion[] versions)
    {
        foreach (PendingVersion version in versions.Where(_known.Add))
        {
            _waiting.Enqueue(version);
            GrainsMeter.QueueDepth.Add(1);
        }

        while (_workers < options.Value.Parallelism && _workers < _known.Count && _waiting.Count > 0)
        {
            _workers++;
            _ = WorkAsync(_waiting.Dequeue());
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<int> GetDepthAsync() => Task.FromResult(_known.Count);

    /// <inheritdoc/>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await _deactivated.CancelAsync();
        GrainsMeter.QueueDepth.Add(-_known.Count);
        _known.Clear();
        await base.OnDeactivateAsync(reason, cancellationToken);
    }

    private async Task WorkAsync(PendingVersion first)
    {
        try
        {
            PendingVersion? next = first;
            do
            {
                await IndexAsync(next);
                if (_known.Remove(next))
                    GrainsMeter.QueueDepth.Add(-1);
            }
            while (!_deactivated.IsCancellationRequested && _waiting.TryDequeue(out next));
        }
        finally
        {
            _workers--;
        }
    }

    private async Task IndexAsync(PendingVersion version)
    {
        IDocumentGrain document = GrainFactory.GetGrain<IDocumentGrain>($"{this.GetPrimaryKeyString()}/{version.Document}");
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                await document.IndexAsync(version.Generation, _deactivated.Token);
                return;
            }
            catch (OperationCanceledException) when (_deactivated.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error) when (attempt < options.Value.AttemptsMax)
            {
                LogRetry(error, version.Document, attempt);
                await Task.Delay(Backoff(attempt), time, _deactivated.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            }
            catch (Exception error)
            {
                await GiveUpAsync(document, version, error);
                return;
            }
        }
    }

    // The fault is ours: the log has it, the document says so, and a retry by command may help.
    private async Task GiveUpAsync(IDocumentGrain document, PendingVersion version, Exception error)
    {
        LogGivenUp(error, version.Document, options.Value.AttemptsMax);
        DocumentFailure failure = new(
            DocumentFailure.ServerError,
            $"Indexing failed {options.Value.AttemptsMax} times for a fault of the server; its log has the details. Retry the document later.");
        try
        {
            await document.FailAsync(version.Generation, failure, _deactivated.Token);
        }
        catch (Exception storeError)
        {
            LogStaysPending(storeError, version.Document);
        }
    }

    private TimeSpan Backoff(int attempt) =>
        options.Value.RetryDelay * Math.Pow(2, attempt - 1) * (0.75 + (Random.Shared.NextDouble() / 2));

    [LoggerMessage(Level = LogLevel.Warning, Message = "Indexing document {Document} failed, attempt {Attempt}")]
    private partial void LogRetry(Exception error, DocumentId document, int attempt);

    [LoggerMessage(Level = LogLevel.Error, Message = "Indexing document {Document} failed {Attempts} times; it is marked as failed")]
    private partial void LogGivenUp(Exception error, DocumentId document, int attempts);

    [LoggerMessage(Level = LogLevel.Error, Message = "Document {Document} could not be marked as failed; it stays pending")]
    private partial void LogStaysPending(Exception error, DocumentId document);
}
