using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Jobs;

namespace RagCluster.Storage.Relational.Rows;

/// <summary>A job's own row.</summary>
/// <param name="Key">The row's key.</param>
/// <param name="Id">Its id.</param>
/// <param name="Collection">The collection.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="Change">The change of model that it is; null for a job of documents.</param>
internal sealed record JobHead(long Key, string Id, CollectionId Collection, DateTimeOffset CreatedAt, ModelChange? Change)
{
    /// <summary>The job.</summary>
    /// <param name="documents">Its documents.</param>
    public Job ToJob(JobDocument[] documents) => new(Id, Collection, CreatedAt, documents) { Change = Change };
}
