using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Errors;
using RagCluster.Corpus.Jobs;
using RagCluster.Grains.Inference;
using RagCluster.Grains.Interfaces.Collections;
using RagCluster.Grains.Interfaces.Inference;
using RagCluster.Storage;

namespace RagCluster.Grains.Collections;

/// <summary>
/// Begins, drives and cancels changes of a collection's model. What a change consists of is told at <see cref="ModelChangeSteps"/>; here is who
/// calls the steps and what happens when one fails. Its work runs beside its calls and is resumed by the sweep after a restart.
/// </summary>
internal sealed partial class ModelChangeGrain(
    IDocumentStore store,
    ModelChangeSteps steps,
    Embedders embedders,
    TimeProvider time,
    ILogger<ModelChangeGrain> log
) : Grain, IModelChangeGrain
{
    private const int AttemptsMax = 3;
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, (Task Task, CancellationTokenSource Stop)> _running = new(StringComparer.Ordinal);

    private CollectionId Id => CollectionId.Parse(this.GetPrimaryKeyString());

    /// <inheritdoc/>
    public async Task<Job?> StartAsync(string model, CancellationToken cancellationToken)
    {
        await FindAsync(cancellationToken);
        ModelCard card = await CollectionModels.FindAsync(GrainFactory, model, cancellationToken);
        EmbeddingModel described = await embedders.DescribeAsync(card.Name, cancellationToken);
        for (int attempt = 0; attempt < AttemptsMax; attempt++)
        {
            CollectionState collection = await FindAsync(cancellationToken);
            CollectionSettings settings = collection.Settings;
            if (settings.Beside is { } beside)
                throw new RagException(
                    ErrorKind.Conflict,
                    "model-changing",
                    $"The collection's model changes already; see the job {beside.JobId}."
                );
            if (settings.Model == described.Name && settings.Revision == described.Revision)
                return null;
            Job job = new(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), Id, time.GetUtcNow(), [])
            {
                Change = new ModelChange
                {
                    Model = described.Name,
                    From = settings.Model,
                    ChunksTotal = collection.ChunkCount,
                },
            };
            int first = Math.Max(settings.UnusedShard, settings.ShardCount);
            CollectionSettings next = settings with
            {
                UnusedShard = first + settings.ShardCount,
                Beside = new ModelShards(described.Name, described.Revision, described.Dimensions, first, IsRetiring: false, job.Id),
            };
            if (!await store.Changes.SaveAsync(settings, next, job, cancellationToken))
                continue;
            LogBegun(Id, settings.Model, described.Name);
            await ResumeAsync(job.Id);
            return job;
        }

        throw new RagException(ErrorKind.Conflict, "conflict", "The collection's settings are being changed by somebody else; try again.");
    }

    /// <inheritdoc/>
    public async Task<Job> CancelAsync(string jobId, CancellationToken cancellationToken)
    {
        for (int attempt = 0; attempt < AttemptsMax; attempt++)
        {
            Job? job = await store.FindJobAsync(jobId, cancellationToken);
            if (job?.Change is not { } change || job.Collection != Id)
                throw RagException.NotFound("change of model", jobId);
            if (change.IsCancelled)
                return job;
            CollectionSettings settings = (await FindAsync(cancellationToken)).Settings;
            if (change.Step >= ModelChangeStep.Retiring || settings.Beside is not { IsRetiring: false } beside || beside.JobId != jobId)
                throw new RagException(
                    ErrorKind.Conflict,
                    "model-changed",
                    $"The model {change.Model} answers already; to go back, change the model to {change.From}."
                );
            Job cancelled = job with
            {
                Change = change with { IsCancelled = true, Step = ModelChangeStep.Removing, RemovedShard = beside.FirstShard },
            };
            if (!await store.Changes.SaveAsync(settings, settings with { Beside = null }, cancelled, cancellationToken))
                continue;
            await StopAsync(jobId);
            LogCancelled(Id, change.Model);
            await ResumeAsync(jobId);
            return cancelled;
        }

        throw new RagException(ErrorKind.Conflict, "conflict", "The collection's settings are being changed by somebody else; try again.");
    }

    /// <inheritdoc/>
    public Task ResumeAsync(string jobId)
    {
        if (_running.TryGetValue(jobId, out (Task Task, CancellationTokenSource Stop) running) && !running.Task.IsCompleted)
            return Task.CompletedTask;
        CancellationTokenSource stop = new();
        _running[jobId] = (RunAsync(jobId, stop.Token), stop);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        foreach (string jobId in _running.Keys.ToArray())
            await StopAsync(jobId);
        await base.OnDeactivateAsync(reason, cancellationToken);
    }

    private async Task<CollectionState> FindAsync(CancellationToken cancellationToken) =>
        await store.FindCollectionAsync(Id, cancellationToken) ?? throw RagException.NotFound("collection", Id.Name);

    private async Task StopAsync(string jobId)
    {
        if (!_running.Remove(jobId, out (Task Task, CancellationTokenSource Stop) running))
            return;
        await running.Stop.CancelAsync();
        await running.Task;
        running.Stop.Dispose();
    }

    // Each step begins with what the store says, so it does not matter where the last attempt ended.
    private async Task RunAsync(string jobId, CancellationToken cancellationToken)
    {
        TimeSpan pause = FirstPause;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                if (await store.FindJobAsync(jobId, cancellationToken) is not { IsFinished: false } job)
                    break;
                await steps.AdvanceAsync(job, cancellationToken);
                pause = FirstPause;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error) when (error is RagException or TimeoutException or OrleansException or IOException)
            {
                LogTrouble(error, Id, pause.TotalSeconds);
                await Task.Delay(pause, time, cancellationToken)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
                pause = pause * 2 < PauseMax ? pause * 2 : PauseMax;
            }
        }

        LogEnded(Id);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The model of {Collection} is being changed from {From} to {To}")]
    private partial void LogBegun(CollectionId collection, string from, string to);

    [LoggerMessage(Level = LogLevel.Information, Message = "The change of {Collection} to the model {Model} is cancelled")]
    private partial void LogCancelled(CollectionId collection, string model);

    [LoggerMessage(Level = LogLevel.Information, Message = "The change of the model of {Collection} has ended")]
    private partial void LogEnded(CollectionId collection);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The change of the model of {Collection} does not get on; it is tried again in {Seconds} s"
    )]
    private partial void LogTrouble(Exception error, CollectionId collection, double seconds);
}
