using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Ingest;
using RagCluster.Grains.Operations;
using RagCluster.Planning.Failures;

namespace RagCluster.Grains.Ingest;

/// <summary>
/// Indexes a collection's pending versions in the order of their arrival, several at once. What fails is tried again behind the others: a
/// document that keeps failing while others don't is set aside with its reason; while everything fails alike, a dependency is to blame, the queue
/// slows down and no document pays for it. Its queue is a copy: what is pending stands in the store, and the pending sweep brings back whatever
/// this activation forgets.
/// </summary>
[Reentrant]
internal sealed partial class IngestQueueGrain(
    IOptions<IngestOptions> options,
    FailurePatterns failures,
    TimeProvider time,
    ILogger<IngestQueueGrain> log
) : Grain, IIngestQueueGrain
{
    private const string Dependency = "ingest";
    private const int OutageDoublings = 6;
    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(30);

    private readonly Queue<PendingVersion> _waiting = new();
    private readonly CancellationTokenSource _deactivated = new();

    // Invariant: holds what waits, also for its next attempt, and what runs, so that a version is never indexed twice at once.
    private readonly HashSet<PendingVersion> _known = [];
    private readonly Dictionary<PendingVersion, int> _attempts = [];
    private int _workers;

    /// <inheritdoc/>
    public Task EnqueueAsync(PendingVersion[] versions)
    {
        foreach (PendingVersion version in versions.Where(_known.Add))
        {
            _waiting.Enqueue(version);
            GrainsMeter.QueueDepth.Add(1);
        }

        StartWorkers();
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

    private void StartWorkers()
    {
        while (_workers < options.Value.Parallelism && _waiting.Count > 0)
        {
            _workers++;
            _ = WorkAsync(_waiting.Dequeue());
        }
    }

    private async Task WorkAsync(PendingVersion first)
    {
        try
        {
            PendingVersion? next = first;
            do
            {
                await IndexAsync(next);
            } while (!_deactivated.IsCancellationRequested && _waiting.TryDequeue(out next));
        }
        finally
        {
            _workers--;
        }
    }

    private async Task IndexAsync(PendingVersion version)
    {
        IDocumentGrain document = GrainFactory.GetGrain<IDocumentGrain>($"{this.GetPrimaryKeyString()}/{version.Document}");
        try
        {
            await document.IndexAsync(version.Generation, _deactivated.Token);
            failures.Succeed(Dependency);
            Forget(version);
        }
        catch (OperationCanceledException) when (_deactivated.IsCancellationRequested)
        {
            // Whoever is activated next finds it pending.
        }
        catch (Exception error)
        {
            await TryAgainLaterAsync(document, version, error);
        }
    }

    private async Task TryAgainLaterAsync(IDocumentGrain document, PendingVersion version, Exception error)
    {
        // Nothing was tried: it counts as nothing.
        if (error is RagException { RetryAfter: { } rest } && StepBreakers.IsResting(error))
        {
            _ = EnqueueLaterAsync(version, rest);
            return;
        }

        FailurePattern pattern = failures.Record(FailureFingerprint.Of(Dependency, error), version.Document.ToString(), error.Message);
        GrainsMeter.Failed(Dependency, pattern.Fingerprint.Type);
        int attempts = _attempts.GetValueOrDefault(version) + (pattern.IsOutage ? 0 : 1);
        if (attempts >= options.Value.AttemptsMax)
        {
            await GiveUpAsync(document, version, pattern.Fingerprint, error);
            Forget(version);
            return;
        }

        _attempts[version] = attempts;
        LogRetry(error, version.Document, attempts);
        // What says itself that it is away is cheap to ask, and is used again soon after its return.
        bool isTold = error is RagException { Kind: ErrorKind.Unavailable, RetryAfter: not null };
        _ = EnqueueLaterAsync(version, Backoff(isTold ? 1 : attempts));
        // Its place goes to others, who may do better; where nobody does, they wait too.
        if (pattern.IsOutage)
            await PauseAsync(Backoff(isTold ? 1 : (int)Math.Min(pattern.StreakCount, OutageDoublings)));
    }

    private async Task EnqueueLaterAsync(PendingVersion version, TimeSpan pause)
    {
        await PauseAsync(pause);
        if (_deactivated.IsCancellationRequested)
            return;
        _waiting.Enqueue(version);
        StartWorkers();
    }

    private async Task PauseAsync(TimeSpan pause) =>
        await Task.Delay(pause, time, _deactivated.Token)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);

    private void Forget(PendingVersion version)
    {
        _attempts.Remove(version);
        if (_known.Remove(version))
            GrainsMeter.QueueDepth.Add(-1);
    }

    // The fault is ours: the log has it, the document says so, and a retry by command may help.
    private async Task GiveUpAsync(IDocumentGrain document, PendingVersion version, FailureFingerprint fingerprint, Exception error)
    {
        LogGivenUp(error, version.Document, options.Value.AttemptsMax);
        DocumentFailure failure = new(
            DocumentFailure.ServerError,
            $"Indexing failed {options.Value.AttemptsMax} times for a fault of the server ({fingerprint}); its log has the details. Retry the document later."
        );
        try
        {
            await document.FailAsync(version.Generation, failure, _deactivated.Token);
        }
        catch (Exception storeError)
        {
            LogStaysPending(storeError, version.Document);
        }
    }

    private TimeSpan Backoff(int attempts)
    {
        TimeSpan pause = options.Value.RetryDelay * Math.Pow(2, Math.Clamp(attempts, 1, 20) - 1);
        TimeSpan most = options.Value.RetryDelay > PauseMax ? options.Value.RetryDelay : PauseMax;
        return (pause < most ? pause : most) * (0.75 + (Random.Shared.NextDouble() / 2));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Indexing document {Document} failed; attempts that count against it: {Attempts}")]
    private partial void LogRetry(Exception error, DocumentId document, int attempts);

    [LoggerMessage(Level = LogLevel.Error, Message = "Indexing document {Document} failed {Attempts} times; it is marked as failed")]
    private partial void LogGivenUp(Exception error, DocumentId document, int attempts);

    [LoggerMessage(Level = LogLevel.Error, Message = "Document {Document} could not be marked as failed; it stays pending")]
    private partial void LogStaysPending(Exception error, DocumentId document);
}
