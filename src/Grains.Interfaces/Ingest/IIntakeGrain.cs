using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Jobs;

namespace RagCluster.Grains.Interfaces.Ingest;

/// <summary>
/// The door of a collection: makes documents durable and queues them. Runs on the silo that got the request. Key: <c>tenant/collection</c>.
/// </summary>
[Alias("RagCluster.IIntakeGrain")]
public interface IIntakeGrain : IGrainWithStringKey
{
    /// <summary>Commits the documents of one request to the store, then queues them for indexing.</summary>
    /// <param name="documents">The documents.</param>
    /// <param name="refused">Documents of the same request that were refused already; the job records them.</param>
    /// <param name="cancellationToken">Ends the wait; what is committed stays.</param>
    /// <returns>The job, durable.</returns>
    /// <exception cref="Corpus.Errors.RagException">NotFound: no such collection. Unavailable: the store does not take writes.</exception>
    [Alias("Accept")]
    Task<Job> AcceptAsync(UploadedDocument[] documents, RefusedUpload[] refused, CancellationToken cancellationToken);
}
