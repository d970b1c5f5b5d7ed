using RagCluster.Corpus.Jobs;

namespace RagCluster.Grains.Interfaces.Collections;

/// <summary>
/// Changes a collection's model: embeds it anew while it serves. The progress stands in the store, so losing this grain costs a pause. Key:
/// <c>tenant/collection</c>.
/// </summary>
[Alias("RagCluster.IModelChangeGrain")]
public interface IModelChangeGrain : IGrainWithStringKey
{
    /// <summary>Begins to change the model.</summary>
    /// <param name="model">The model's name in the registry.</param>
    /// <param name="cancellationToken">Ends the wait; what has begun goes on.</param>
    /// <returns>The change's job, durable; null when the collection has that model, in that revision, already.</returns>
    /// <exception cref="Corpus.Errors.RagException">NotFound: no such collection. Invalid: no such embedding model, or its files are not
    /// here. Conflict: its model changes already. Unavailable: the model can't be loaded.</exception>
    [ResponseTimeout("00:05:00")]
    [Alias("Start")]
    Task<Job?> StartAsync(string model, CancellationToken cancellationToken);

    /// <summary>Ends a change whose model does not answer yet; the old one goes on.</summary>
    /// <param name="jobId">The change's job.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The job, which is finished when the new vectors are removed.</returns>
    /// <exception cref="Corpus.Errors.RagException">NotFound: no such change. Conflict: the new model answers already.</exception>
    [Alias("Cancel")]
    Task<Job> CancelAsync(string jobId, CancellationToken cancellationToken);

    /// <summary>Goes on with a change, unless it is going on.</summary>
    /// <param name="jobId">The change's job.</param>
    [Alias("Resume")]
    Task ResumeAsync(string jobId);
}
