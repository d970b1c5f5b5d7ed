using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Errors;
using RagCluster.Corpus.Jobs;
using RagCluster.Grains.Inference;
using RagCluster.Grains.Ingest;
using RagCluster.Grains.Interfaces.Access;
using RagCluster.Grains.Interfaces.Collections;
using RagCluster.Grains.Interfaces.Inference;
using RagCluster.Storage;

namespace RagCluster.Grains.Collections;

/// <summary>
/// Begins, drives and cancels changes of a collection's model. <see cref="ModelChangePlan"/> says what a change writes when it begins or is
/// cancelled, <see cref="ModelChangeSteps"/> what its steps do, and <see cref="ModelChangeWork"/> takes them between the calls. The sweep
/// resumes the work after a restart.
/// </summary>
internal sealed partial class ModelChangeGrain(
    IDocumentStore store,
    ModelChangeSteps steps,
    Embedders embedders,
    TimeProvider time,
    ILogger<ModelChangeGrain> log
) : Grain, IModelChangeGrain
{
    private const int WritesMax = 3;

    private ModelChangeWork _work = null!;

    private CollectionId Id => CollectionId.Parse(this.GetPrimaryKeyString());

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _work = new ModelChangeWork(Id, AdvanceAsync, time, log);
        return base.OnActivateAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await _work.StopAllAsync();
        await base.OnDeactivateAsync(reason, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<Job?> StartAsync(string model, CancellationToken cancellationToken)
    {
        string language = (await FindAsync(cancellationToken)).Settings.Language;
        ModelCard card = await CollectionModels.FindAsync(GrainFactory, model, language, cancellationToken);
        EmbeddingModel described = await embedders.DescribeAsync(card.Name, cancellationToken);
        for (int attempt = 0; attempt < WritesMax; attempt++)
        {
            CollectionState collection = await FindAsync(cancellationToken);
            string jobId = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
            if (ModelChangePlan.Begin(collection, described, jobId, time.GetUtcNow()) is not { } begun)
                return null;
            if (!await store.Changes.SaveAsync(collection.Settings, begun.Settings, begun.Job, cancellationToken))
                continue;
            LogBegun(Id, collection.Settings.ModelName(), described.Name);
            _work.Resume(jobId);
            return await SeenAsync(begun.Job, cancellationToken);
        }

        throw Overtaken();
    }

    /// <inheritdoc/>
    public async Task<Job> CancelAsync(string jobId, CancellationToken cancellationToken)
    {
        for (int attempt = 0; attempt < WritesMax; attempt++)
        {
            Job? job = await store.FindJobAsync(jobId, cancellationToken);
            if (job?.Change is not { } change || job.Collection != Id)
                throw RagException.NotFound("change of model", jobId);
            if (change.IsCancelled)
                return await SeenAsync(job, cancellationToken);
            CollectionSettings settings = (await FindAsync(cancellationToken)).Settings;
            ModelChangeWrite cancelled = ModelChangePlan.Cancel(settings, job);
            if (!await store.Changes.SaveAsync(settings, cancelled.Settings, cancelled.Job, cancellationToken))
                continue;
            await _work.StopAsync(jobId);
            LogCancelled(Id, change.Model);
            _work.Resume(jobId);
            return await SeenAsync(cancelled.Job, cancellationToken);
        }

        throw Overtaken();
    }

    /// <inheritdoc/>
    public Task ResumeAsync(string jobId)
    {
        _work.Resume(jobId);
        return Task.CompletedTask;
    }

    private async Task<bool> AdvanceAsync(string jobId, CancellationToken cancellationToken)
    {
        if (await store.FindJobAsync(jobId, cancellationToken) is not { IsFinished: false } job)
            return false;
        await steps.AdvanceAsync(job, cancellationToken);
        return true;
    }

    private async Task<CollectionState> FindAsync(CancellationToken cancellationToken) =>
        await store.FindCollectionAsync(Id, cancellationToken) ?? throw RagException.NotFound("collection", Id.Name);

    private async Task<Job> SeenAsync(Job job, CancellationToken cancellationToken) =>
        Caller.Current.View is { } view ? await SeenJobs.OfAsync(store, job, view, cancellationToken) ?? job : job;

    private static RagException Overtaken() =>
        new(ErrorKind.Conflict, "conflict", "The collection's settings are being changed by somebody else; try again.");

    [LoggerMessage(Level = LogLevel.Information, Message = "The model of {Collection} is being changed from {From} to {To}")]
    private partial void LogBegun(CollectionId collection, string from, string to);

    [LoggerMessage(Level = LogLevel.Information, Message = "The change of {Collection} to the model {Model} is cancelled")]
    private partial void LogCancelled(CollectionId collection, string model);
}
