using Orleans.Concurrency;
using RagCluster.Corpus.Jobs;

namespace RagCluster.Grains.Interfaces.Ingest;

/// <summary>What became of the documents of one request. Key: the job's id.</summary>
[Alias("RagCluster.IJobGrain")]
public interface IJobGrain : IGrainWithStringKey
{
    /// <summary>The job as it stands, with the steps of its documents.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Corpus.Errors.RagException">NotFound: there is none.</exception>
    [AlwaysInterleave]
    [Alias("Get")]
    Task<Job> GetAsync(CancellationToken cancellationToken);

    /// <summary>The job, without steps, each time that it changed, ending when it is finished and its documents answer.</summary>
    /// <param name="cancellationToken">Ends the watch.</param>
    /// <exception cref="Corpus.Errors.RagException">NotFound: there is none.</exception>
    [AlwaysInterleave]
    [Alias("Watch")]
    IAsyncEnumerable<Job> WatchAsync(CancellationToken cancellationToken);
}
