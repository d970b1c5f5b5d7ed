using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Serialization;
using Orleans.Storage;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Planning;
using RagCluster.Storage;

namespace RagCluster.Grains.Planning;

/// <summary>
/// Keeps what is known of one class's plans and its recorded queries. Reports change the memory; the clock makes them durable and looks whether
/// documents that were cited have changed, so a crash costs at most a period of evidence. Only a record that was asked for is durable at once.
/// </summary>
internal sealed partial class TaskPlanGrain(
    [PersistentState("evidence")] IPersistentState<KeptBytes> evidence,
    [PersistentState("records")] IPersistentState<KeptBytes> records,
    Serializer serializer,
    IDocumentStore store,
    GoldenRuns golden,
    IOptions<PlannerOptions> options,
    TimeProvider time,
    ILogger<TaskPlanGrain> log
) : Grain, ITaskPlanGrain
{
    private readonly CancellationTokenSource _deactivated = new();
    private PlanLedger _ledger = new();
    private RecordShelf _shelf = null!;
    private long _forgottenLineage = long.MinValue;
    private bool _hasNewEvidence;
    private bool _hasNewRecords;
    private Task _goldenRun = Task.CompletedTask;

    private CollectionId Collection => Keys.TaskPlan(this.GetPrimaryKeyString()).Collection;

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _shelf = new RecordShelf(options.Value.RecordsMax);
        if (evidence.State.Items is [byte[] kept])
            _ledger = new PlanLedger(serializer.Deserialize<KeptLedger>(kept)!);
        foreach (byte[] record in records.State.Items)
            _shelf.Add(record);
        this.RegisterGrainTimer(CheckAsync, new GrainTimerCreationOptions(options.Value.CheckPeriod, options.Value.CheckPeriod));
        return base.OnActivateAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await _deactivated.CancelAsync();
        await CheckAsync(cancellationToken);
        await base.OnDeactivateAsync(reason, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<PlanChoice> ChooseAsync(PlanWish wish, CancellationToken cancellationToken)
    {
        PlanChoice choice = _ledger.Choose(
            wish,
            options.Value,
            unchecked((ulong)Random.Shared.NextInt64(long.MinValue, long.MaxValue)),
            time.GetUtcNow()
        );
        return Task.FromResult(choice with { Arm = _ledger.Arm(Random.Shared.NextDouble(), options.Value.ControlShare) });
    }

    /// <inheritdoc/>
    public Task ReportAsync(PlanReport report, CancellationToken cancellationToken)
    {
        // A silo may still have had something to say when the collection was deleted.
        if (report.Version.Lineage <= _forgottenLineage)
            return Task.CompletedTask;
        if (_ledger.IsOfEarlierCollection(report))
            _ledger = new PlanLedger();
        _ledger.Add(report, time.GetUtcNow());
        _hasNewEvidence = true;
        foreach (QueryRecord record in report.Records)
            _hasNewRecords |= _shelf.Add(serializer.SerializeToArray(record));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<bool> RecordAsync(QueryRecord record, CancellationToken cancellationToken)
    {
        if (record.Version.Lineage <= _forgottenLineage || !_shelf.Add(serializer.SerializeToArray(record)))
            return false;
        _hasNewRecords = true;
        await WriteRecordsAsync(cancellationToken);
        return true;
    }

    /// <inheritdoc/>
    public Task<QueryRecord?> FindRecordAsync(string id, CancellationToken cancellationToken) =>
        Task.FromResult(
            _shelf.NewestFirst().Select(record => serializer.Deserialize<QueryRecord>(record)).FirstOrDefault(record => record?.Id == id)
        );

    /// <inheritdoc/>
    public Task<PlanStatus> GetAsync(CancellationToken cancellationToken) => Task.FromResult(Status());

    /// <inheritdoc/>
    public async Task<PlanStatus> ResumeAsync(CancellationToken cancellationToken)
    {
        _ledger.Resume();
        await WriteEvidenceAsync(cancellationToken);
        LogResumed(this.GetPrimaryKeyString());
        return Status();
    }

    /// <inheritdoc/>
    public async Task ForgetAsync(long lineage, CancellationToken cancellationToken)
    {
        _forgottenLineage = lineage;
        _ledger = new PlanLedger();
        _shelf.Clear();
        _hasNewEvidence = _hasNewRecords = false;
        await evidence.ClearStateAsync(cancellationToken);
        await records.ClearStateAsync(cancellationToken);
    }

    // What can't be written now is written at the next tick; evidence is worth no failed call.
    private async Task CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (_ledger.HasMoved)
                await LookAsync(cancellationToken);
            if (options.Value.IsOn)
                LookAround();
            if (_hasNewEvidence)
                await WriteEvidenceAsync(cancellationToken);
            if (_hasNewRecords)
                await WriteRecordsAsync(cancellationToken);
        }
        catch (InconsistentStateException other)
        {
            // Another activation has written since: what it knows counts.
            LogNotKept(other, this.GetPrimaryKeyString());
            DeactivateOnIdle();
        }
        catch (Exception error) when (error is RagException or TimeoutException or OrleansException or OperationCanceledException)
        {
            _hasNewEvidence = _hasNewRecords = true;
            LogNotKept(error, this.GetPrimaryKeyString());
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        Dictionary<DocumentId, long> present = [];
        foreach (DocumentId id in _ledger.Cited)
        {
            if (await store.FindDocumentAsync(Collection, id, cancellationToken) is { } document)
                present[id] = document.IndexedGeneration;
        }

        double share = _ledger.Look(present, time.GetUtcNow());
        _hasNewEvidence = true;
        if (share > 0)
            LogDecohered(this.GetPrimaryKeyString(), share);
    }

    private void LookAround()
    {
        DateTimeOffset now = time.GetUtcNow();
        if (
            options.Value.GoldenQueriesMax > 0
            && _goldenRun.IsCompleted
            && !_deactivated.IsCancellationRequested
            && _ledger.IsGoldenDue(options.Value.GoldenPause, now)
        )
            _goldenRun = RunGoldenAsync(_ledger, now);
        (bool hasChanged, bool isSuspended) = _ledger.LookAtGain(options.Value.FallbackAfter, now);
        _hasNewEvidence |= hasChanged;
        if (isSuspended)
            LogSuspended(this.GetPrimaryKeyString(), options.Value.FallbackAfter);
    }

    // Between its awaits the grain chooses and hears as ever. What it learns goes to the ledger that it began with, which may have been replaced.
    private async Task RunGoldenAsync(PlanLedger ledger, DateTimeOffset now)
    {
        try
        {
            IEnumerable<QueryRecord> recorded = _shelf.NewestFirst().Select(record => serializer.Deserialize<QueryRecord>(record)!);
            QueryRecord[] confirmed = GoldenRuns.Among(recorded, ledger.Lineage, options.Value.GoldenQueriesMax);
            if (confirmed.Length == 0)
                return;
            ledger.GoldenBegins(now);
            foreach (QueryRecord query in confirmed)
            {
                int epoch = ledger.Epoch;
                PlanVerdict[] verdicts = await golden.RunAsync(query, _deactivated.Token);
                if (verdicts.Length > 0)
                    ledger.AddGolden(verdicts, epoch);
                _hasNewEvidence = true;
            }
        }
        catch (Exception error)
        {
            // Whatever it is: the next event brings the next run, and no query waits for this one.
            LogGoldenEnded(error, this.GetPrimaryKeyString());
        }
    }

    private PlanStatus Status() =>
        _ledger.Status(Keys.TaskPlan(this.GetPrimaryKeyString()).QueryClass, options.Value, time.GetUtcNow()) with
        {
            RecordCount = _shelf.Count,
        };

    private async Task WriteEvidenceAsync(CancellationToken cancellationToken)
    {
        evidence.State.Items = [serializer.SerializeToArray(_ledger.Keep())];
        _hasNewEvidence = false;
        await evidence.WriteStateAsync(cancellationToken);
    }

    private async Task WriteRecordsAsync(CancellationToken cancellationToken)
    {
        records.State.Items = _shelf.Items;
        _hasNewRecords = false;
        await records.WriteStateAsync(cancellationToken);
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "What is known of {Key} fades: {Share:P0} of the documents that it cited changed"
    )]
    private partial void LogDecohered(string key, double share);

    [LoggerMessage(Level = LogLevel.Information, Message = "The golden queries of {Key} were not all run again")]
    private partial void LogGoldenEnded(Exception error, string key);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The planner of {Key} showed no gain for {Patience} and is suspended; the fixed plan runs"
    )]
    private partial void LogSuspended(string key, TimeSpan patience);

    [LoggerMessage(Level = LogLevel.Information, Message = "The planner of {Key} chooses again by command")]
    private partial void LogResumed(string key);

    [LoggerMessage(Level = LogLevel.Warning, Message = "What is known of {Key} could not be kept yet")]
    private partial void LogNotKept(Exception error, string key);
}
