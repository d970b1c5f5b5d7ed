using RagCluster.Corpus.Access;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Logs;

namespace RagCluster.Grains.Interfaces.Shards;

/// <summary>
/// The one writer of a shard's log, and of its other copy's while the collection's model changes. Key: <c>tenant/collection/shard</c>, the
/// shard counted from 0 whatever the copies' numbers.
/// </summary>
[Alias("RagCluster.IShardWriterGrain")]
public interface IShardWriterGrain : IGrainWithStringKey
{
    /// <summary>Commits an indexed version. Doing it twice gives the same sequence.</summary>
    /// <param name="append">The version.</param>
    /// <param name="cancellationToken">Ends the wait, not the commit.</param>
    /// <returns>Its sequence in the log; null when the version is obsolete.</returns>
    [ResponseTimeout("00:01:00")]
    [Alias("Commit")]
    Task<long?> CommitAsync(ShardAppend append, CancellationToken cancellationToken);

    /// <summary>Appends records that were embedded anew to one copy of the shard. Doing it twice changes nothing.</summary>
    /// <param name="copy">That copy.</param>
    /// <param name="records">The records.</param>
    /// <param name="cancellationToken">Ends the wait, not the commit.</param>
    /// <returns>Records that were neither obsolete nor there.</returns>
    [ResponseTimeout("00:01:00")]
    [Alias("AppendReembedded")]
    Task<int> AppendReembeddedAsync(ShardCopy copy, ShardLogRecord[] records, CancellationToken cancellationToken);

    /// <summary>Deletes a document.</summary>
    /// <param name="document">The document.</param>
    /// <param name="generation">The only version that is to be deleted; null for whichever is the latest.</param>
    /// <param name="cancellationToken">Ends the wait, not the commit.</param>
    /// <returns>The deletion's sequence in the log; null when there is no such document.</returns>
    /// <exception cref="Corpus.Errors.RagException"><c>precondition-failed</c>: the latest version is another one.</exception>
    [ResponseTimeout("00:01:00")]
    [Alias("Delete")]
    Task<long?> DeleteAsync(DocumentId document, long? generation, CancellationToken cancellationToken);

    /// <summary>Says who may see a document. Doing it twice changes nothing.</summary>
    /// <param name="document">The document.</param>
    /// <param name="acl">The list; null to bring the one that an upload gave the document to the version that answers.</param>
    /// <param name="cancellationToken">Ends the wait, not the commit.</param>
    /// <returns>The record's sequence in the log; 0 when it needed none; null when there is no such document.</returns>
    [ResponseTimeout("00:01:00")]
    [Alias("SetAcl")]
    Task<long?> SetAclAsync(DocumentId document, DocumentAcl? acl, CancellationToken cancellationToken);
}
