using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;
using RagCluster.Corpus.Documents;
using RagCluster.Grains.Interfaces.Ingest;
using RagCluster.Planning.Calls.Failures;

namespace RagCluster.Grains.Ingest;

/// <summary>
/// Indexes a collection's pending versions in the order of their arrival, several at once. A version that fails is tried again behind the
/// others, or given up, as <see cref="IngestRetries"/> decides. A version that takes long, or may have ended a process, goes on in a line
/// for such versions, so that it holds up none of the others. The queue is a copy: the store knows what is pending, and the pending sweep
/// brings back whatever this activation forgets.
/// </summary>
[Reentrant]
internal sealed partial class IngestQueueGrain(
    IOptions<IngestOptions> options,
    FailurePatterns failures,
    TimeProvider time,
    ILogger<IngestQueueGrain> log
) : Grain, IIngestQueueGrain
{
    private readonly IngestLines _lines = new(options.Value.Parallelism);
    private readonly IngestRetries _retries = new(options.Value, failures, Random.Shared);
    private readonly CancellationTokenSource _deactivated = new();

    /// <inheritdoc/>
    public Task EnqueueAsync(PendingVersion[] versions)
    {
        _lines.Add(versions);
        StartWorkers();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<int> GetDepthAsync() => Task.FromResult(_lines.Count);

    /// <inheritdoc/>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await _deactivated.CancelAsync();
        _lines.Clear();
        await base.OnDeactivateAsync(reason, cancellationToken);
    }

    private void StartWorkers() => _lines.Start(IndexAsync, _deactivated.Token);

    private async Task IndexAsync(PendingVersion version, IngestLine line)
    {
        IDocumentGrain document = GrainFactory.GetGrain<IDocumentGrain>($"{this.GetPrimaryKeyString()}/{version.Document}");
        try
        {
            if (await document.IndexAsync(version.Generation, line.IsSlow, _deactivated.Token))
            {
                _retries.Succeed(version);
                _lines.Remove(version);
                return;
            }

            _lines.AddSlow(version);
            StartWorkers();
        }
        catch (OperationCanceledException) when (_deactivated.IsCancellationRequested)
        {
            // The next activation finds the version pending.
        }
        catch (Exception error)
        {
            await FailAsync(document, version, error);
        }
    }

    private async Task FailAsync(IDocumentGrain document, PendingVersion version, Exception error)
    {
        IngestRetry retry = _retries.Fail(version, error);
        if (retry.GivenUp is { } failure)
        {
            LogGivenUp(error, version.Document, options.Value.AttemptsMax);
            await GiveUpAsync(document, version, failure);
            _lines.Remove(version);
            return;
        }

        if (retry.Attempts is { } attempts)
            LogRetry(error, version.Document, attempts);
        _ = EnqueueLaterAsync(version, retry.Pause);
        if (retry.WorkerPause is { } pause)
            await PauseAsync(pause);
    }

    private async Task GiveUpAsync(IDocumentGrain document, PendingVersion version, DocumentFailure failure)
    {
        try
        {
            await document.FailAsync(version.Generation, failure, _deactivated.Token);
        }
        catch (Exception storeError)
        {
            LogStaysPending(storeError, version.Document);
        }
    }

    private async Task EnqueueLaterAsync(PendingVersion version, TimeSpan pause)
    {
        await PauseAsync(pause);
        if (_deactivated.IsCancellationRequested)
            return;
        _lines.AddAgain(version);
        StartWorkers();
    }

    private async Task PauseAsync(TimeSpan pause) =>
        await Task.Delay(pause, time, _deactivated.Token)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Indexing document {Document} failed; attempts that count against it: {Attempts}")]
    private partial void LogRetry(Exception error, DocumentId document, int attempts);

    [LoggerMessage(Level = LogLevel.Error, Message = "Indexing document {Document} failed {Attempts} times; it is marked as failed")]
    private partial void LogGivenUp(Exception error, DocumentId document, int attempts);

    [LoggerMessage(Level = LogLevel.Error, Message = "Document {Document} could not be marked as failed; it stays pending")]
    private partial void LogStaysPending(Exception error, DocumentId document);
}
