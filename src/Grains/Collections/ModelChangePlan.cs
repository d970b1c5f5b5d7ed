using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Errors;
using RagCluster.Corpus.Jobs;
using RagCluster.Grains.Interfaces.Inference;

namespace RagCluster.Grains.Collections;

/// <summary>
/// Which settings and which job a change of model begins with, and what a cancellation makes of them. Pure: same input, same result.
/// </summary>
internal static class ModelChangePlan
{
    /// <summary>What begins a change.</summary>
    /// <param name="collection">The collection.</param>
    /// <param name="model">The model that is to answer.</param>
    /// <param name="jobId">The job's id.</param>
    /// <param name="now">The time.</param>
    /// <returns>What is to be written; null when the model answers already.</returns>
    /// <exception cref="RagException">Conflict: the model is being changed.</exception>
    internal static ModelChangeWrite? Begin(CollectionState collection, EmbeddingModel model, string jobId, DateTimeOffset now)
    {
        CollectionSettings settings = collection.Settings;
        if (settings.SecondModel is { } other)
            throw new RagException(
                ErrorKind.Conflict,
                "model-changing",
                $"The collection's model changes already; see the job {other.JobId}."
            );
        if (settings.Model == model.Name && settings.Revision == model.Revision)
            return null;
        // Numbers of shards never come again, so that nothing of an earlier model is taken for the new one's.
        int first = Math.Max(settings.UnusedShard ?? 0, settings.ShardCount);
        CollectionSettings next = settings with
        {
            UnusedShard = first + settings.ShardCount,
            SecondModel = new ModelShards(model.Name, model.Revision, model.Dimensions, first, IsRetiring: false, jobId),
        };
        ModelChange change = new()
        {
            Model = model.Name,
            From = settings.ModelName(),
            ChunksTotal = collection.ChunkCount,
        };
        return new ModelChangeWrite(next, new Job(jobId, collection.Id, now, []) { Change = change });
    }

    /// <summary>What cancels a change that is not cancelled yet.</summary>
    /// <param name="settings">The collection's settings.</param>
    /// <param name="job">The change's job.</param>
    /// <exception cref="RagException">Conflict: the new model answers already.</exception>
    internal static ModelChangeWrite Cancel(CollectionSettings settings, Job job)
    {
        ModelChange change = job.Change!;
        if (change.Step >= ModelChangeStep.Retiring || settings.SecondModel is not { IsRetiring: false } other || other.JobId != job.Id)
        {
            throw new RagException(
                ErrorKind.Conflict,
                "model-changed",
                $"The model {change.Model} answers already; to go back, change the model to {change.From}."
            );
        }

        ModelChange cancelled = change with { IsCancelled = true, Step = ModelChangeStep.Removing, RemovedShard = other.FirstShard };
        return new ModelChangeWrite(settings with { SecondModel = null }, job with { Change = cancelled });
    }
}
