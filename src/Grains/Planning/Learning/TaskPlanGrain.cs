using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Serialization;
using Orleans.Storage;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Planning;
using RagCluster.Grains.State;
using RagCluster.Storage;

namespace RagCluster.Grains.Planning.Learning;

/// <summary>
/// Stores what is known of one class's plans and its recorded queries. Reports change the memory; the clock stores it and compares the
/// documents that were cited with those that there are, so a crash costs at most a period of evidence. Only a record that was asked for is
/// durable at once.
/// </summary>
internal sealed partial class TaskPlanGrain(
    [PersistentState("evidence")] IPersistentState<SerializedItems> evidence,
    [PersistentState("records")] IPersistentState<SerializedItems> records,
    Serializer serializer,
    IDocumentStore store,
    GoldenRuns golden,
    IOptions<PlannerOptions> options,
    TimeProvider time,
    ILogger<TaskPlanGrain> log
) : Grain, ITaskPlanGrain
{
    private readonly CancellationTokenSource _deactivated = new();
    private readonly PlanMemory _memory = new(serializer, options.Value, time);
    private PlanChecks _checks = null!;

    private string Key => this.GetPrimaryKeyString();

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        GoldenReruns reruns = new(Key, _memory, golden, options.Value, log);
        _checks = new PlanChecks(Key, _memory, reruns, options.Value, time, log);
        _memory.Restore(evidence.State, records.State);
        this.RegisterGrainTimer(CheckAsync, new GrainTimerCreationOptions(options.Value.CheckPeriod, options.Value.CheckPeriod));
        return base.OnActivateAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await _deactivated.CancelAsync();
        await CheckAsync(cancellationToken);
        _checks.End();
        await base.OnDeactivateAsync(reason, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<PlanChoice> ChooseAsync(PlanConstraints constraints, CancellationToken cancellationToken) =>
        Task.FromResult(_memory.Choose(constraints));

    /// <inheritdoc/>
    public Task ReportAsync(PlanReport report, CancellationToken cancellationToken)
    {
        _memory.Add(report);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<bool> RecordAsync(QueryRecord record, CancellationToken cancellationToken)
    {
        if (!_memory.Add(record))
            return false;
        await WriteRecordsAsync(cancellationToken);
        return true;
    }

    /// <inheritdoc/>
    public Task<QueryRecord?> FindRecordAsync(string id, CancellationToken cancellationToken) =>
        Task.FromResult(_memory.Records().FirstOrDefault(record => record.Id == id));

    /// <inheritdoc/>
    public Task<PlanStatus> GetAsync(CancellationToken cancellationToken) => Task.FromResult(_memory.Status(Keys.TaskPlan(Key).QueryClass));

    /// <inheritdoc/>
    public async Task<PlanStatus> ResumeAsync(CancellationToken cancellationToken)
    {
        _memory.Ledger.Resume();
        await WriteEvidenceAsync(cancellationToken);
        LogResumed(Key);
        return await GetAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async Task ForgetAsync(long lineage, CancellationToken cancellationToken)
    {
        _memory.Forget(lineage);
        await evidence.ClearStateAsync(cancellationToken);
        await records.ClearStateAsync(cancellationToken);
    }

    // What can't be written now is written at the next tick; evidence is worth no failed call.
    private async Task CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _checks.CompareCitedAsync(store, cancellationToken);
            _checks.CheckPlanner(_deactivated.Token);
            if (_memory.HasNewEvidence)
                await WriteEvidenceAsync(cancellationToken);
            if (_memory.HasNewRecords)
                await WriteRecordsAsync(cancellationToken);
        }
        catch (InconsistentStateException other)
        {
            // Another activation has written since: what it knows counts.
            LogNotStored(other, Key);
            DeactivateOnIdle();
        }
        catch (Exception error) when (error is RagException or TimeoutException or OrleansException or OperationCanceledException)
        {
            _memory.HasNewEvidence = _memory.HasNewRecords = true;
            LogNotStored(error, Key);
        }
    }

    private Task WriteEvidenceAsync(CancellationToken cancellationToken)
    {
        evidence.State.Items = _memory.TakeEvidence();
        return evidence.WriteStateAsync(cancellationToken);
    }

    private Task WriteRecordsAsync(CancellationToken cancellationToken)
    {
        records.State.Items = _memory.TakeRecords();
        return records.WriteStateAsync(cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The planner of {Key} chooses again by command")]
    private partial void LogResumed(string key);

    [LoggerMessage(Level = LogLevel.Warning, Message = "What is known of {Key} could not be stored yet")]
    private partial void LogNotStored(Exception error, string key);
}
