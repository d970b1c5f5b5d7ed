using RagCluster.Corpus.Access;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Damage;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Jobs;
using RagCluster.Corpus.Logs;
using RagCluster.Storage.Fencing;
using RagCluster.Storage.Files;
using RagCluster.Storage.ModelChanges;

namespace RagCluster.Storage;

/// <summary>
/// The store of record. Every method that changes something returns after the change is on disk (fsync reported success),
/// and throws <see cref="Corpus.Errors.RagException"/> with <see cref="Corpus.Errors.ErrorKind.Unavailable"/> when that can't be promised.
/// </summary>
public interface IDocumentStore : IAsyncDisposable
{
    /// <summary>Why nothing can be written until a restart; null while writing works.</summary>
    string? SealedReason { get; }

    /// <summary>What this process found damaged.</summary>
    DamageLedger Damage { get; }

    /// <summary>
    /// How full the disk of the store is, what it can use again of its own counted as free; null where another server keeps it.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<DiskUsage?> MeasureDiskAsync(CancellationToken cancellationToken) => Task.FromResult<DiskUsage?>(null);

    /// <summary>The owners of shards and of other resources with a single writer.</summary>
    IEpochStore Epochs { get; }

    /// <summary>Changes of collections' models.</summary>
    IModelChangeStore Changes { get; }

    /// <summary>Reads the whole store and compares everything with its checksums.</summary>
    /// <param name="repair">Whether to mend what is damaged.</param>
    /// <param name="cancellationToken">Ends it.</param>
    Task<StoreReport> CheckAsync(bool repair, CancellationToken cancellationToken);

    /// <summary>Removes finished jobs older than jobs are kept, cached values that have expired, and contents without a document.</summary>
    /// <param name="cancellationToken">Ends it; what was removed stays so.</param>
    Task<StoreCleanup> CleanAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Writes the database anew without what its file holds beside the rows: free pages, and what was deleted or moved. Reads go on
    /// meanwhile, writes may wait for it.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait; the database stays as it was.</param>
    /// <returns>What it did; null where the database's server looks after that.</returns>
    /// <exception cref="Corpus.Errors.RagException">Unavailable: the disk lacks room for a second file, or the database is being
    /// copied.</exception>
    Task<Compaction?> CompactAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Returns once everything that could be read before the call is known to be on disk: a read may see a commit a moment before its
    /// flushes are confirmed.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Corpus.Errors.RagException">Unavailable: a flush failed.</exception>
    Task ConfirmAsync(CancellationToken cancellationToken);

    /// <summary>Creates a collection.</summary>
    /// <exception cref="Corpus.Errors.RagException">Conflict: it exists.</exception>
    Task<CollectionState> CreateCollectionAsync(CollectionId id, CollectionSettings settings, CancellationToken cancellationToken);

    /// <summary>Replaces a collection's settings if they still are what the caller knows.</summary>
    /// <param name="id">The collection.</param>
    /// <param name="expected">The settings that the caller read.</param>
    /// <param name="next">The new settings, with the same model and shards.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>False when the settings are others by now, or the collection is gone; nothing was written then.</returns>
    Task<bool> SaveSettingsAsync(
        CollectionId id,
        CollectionSettings expected,
        CollectionSettings next,
        CancellationToken cancellationToken
    );

    /// <summary>A collection with its counts, or null.</summary>
    Task<CollectionState?> FindCollectionAsync(CollectionId id, CancellationToken cancellationToken);

    /// <summary>A collection with the counts of what a caller sees.</summary>
    /// <param name="collection">The collection with all its counts.</param>
    /// <param name="view">What the caller sees.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<CollectionState> CountSeenAsync(CollectionState collection, AccessView view, CancellationToken cancellationToken);

    /// <summary>A tenant's collections by name; those of every tenant for null.</summary>
    Task<IReadOnlyList<CollectionState>> ListCollectionsAsync(string? tenant, CancellationToken cancellationToken);

    /// <summary>Deletes a collection with its documents, logs and jobs; false when there is none.</summary>
    Task<bool> DeleteCollectionAsync(CollectionId id, CancellationToken cancellationToken);

    /// <summary>Makes the documents of one request durable, together with the job that tracks them, in one transaction.</summary>
    /// <exception cref="Corpus.Errors.RagException">NotFound: no such collection.</exception>
    Task<Job> AcceptAsync(
        CollectionId collection,
        IReadOnlyList<UploadedDocument> documents,
        IReadOnlyList<RefusedUpload> refused,
        CancellationToken cancellationToken
    );

    /// <summary>A document's record, or null when it does not exist or is deleted.</summary>
    Task<Document?> FindDocumentAsync(CollectionId collection, DocumentId id, CancellationToken cancellationToken);

    /// <summary>Documents in the order of their ids, after <paramref name="after"/>; at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<Document>> ListDocumentsAsync(
        CollectionId collection,
        DocumentState? state,
        DocumentId? after,
        int limit,
        CancellationToken cancellationToken
    );

    /// <summary>Documents in the reverse order of their ids, before <paramref name="before"/>; at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<Document>> ListDocumentsBackAsync(
        CollectionId collection,
        DocumentState? state,
        DocumentId? before,
        int limit,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// Documents whose latest version a principal sent, in the order of their ids, after <paramref name="after"/>; at most
    /// <paramref name="limit"/>. It reads the whole collection.
    /// </summary>
    Task<IReadOnlyList<Document>> ListSentAsync(
        CollectionId collection,
        string sender,
        DocumentId? after,
        int limit,
        CancellationToken cancellationToken
    );

    /// <summary>Forgets of a collection's documents that a principal sent them.</summary>
    /// <returns>How many there were.</returns>
    Task<int> ForgetSenderAsync(CollectionId collection, string sender, CancellationToken cancellationToken);

    /// <summary>The original content of a version, or null.</summary>
    Task<byte[]?> ReadContentAsync(CollectionId collection, DocumentId id, long generation, CancellationToken cancellationToken);

    /// <summary>The extracted text of an indexed version, or null.</summary>
    Task<string?> ReadTextAsync(CollectionId collection, DocumentId id, long generation, CancellationToken cancellationToken);

    /// <summary>
    /// Documents whose latest version waits for indexing, oldest first; at most <paramref name="limit"/>. Restart resumes from these.
    /// </summary>
    Task<IReadOnlyList<Document>> ListPendingAsync(int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Records that an attempt to index a version begins, unless too many have begun and not ended: those ended with the process. The
    /// version's commit or failure ends its attempts, and so do a newer version and a retry.
    /// </summary>
    /// <param name="collection">The collection.</param>
    /// <param name="id">The document.</param>
    /// <param name="generation">The version.</param>
    /// <param name="openMax">With more open attempts than this nothing is recorded: the attempt must not begin.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The attempts that were open before; null when the version is obsolete or does not wait for indexing.</returns>
    Task<int?> BeginAttemptAsync(CollectionId collection, DocumentId id, long generation, int openMax, CancellationToken cancellationToken);

    /// <summary>
    /// Records that an attempt has ended without a result and with the process alive, so that it does not count. An obsolete version is
    /// left alone.
    /// </summary>
    /// <param name="collection">The collection.</param>
    /// <param name="id">The document.</param>
    /// <param name="generation">The version.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task EndAttemptAsync(CollectionId collection, DocumentId id, long generation, CancellationToken cancellationToken);

    /// <summary>Appends a version's chunks to its shard's log, marks it indexed and its jobs done, in one transaction.</summary>
    /// <returns>The record's sequence; null when a newer version or a deletion made this one obsolete, in which case nothing is written but
    /// the jobs' state.</returns>
    /// <exception cref="Corpus.Errors.RagException"><see cref="Fence.Code"/>: the record's epoch is not the shard's present one.
    /// <see cref="StaleShards.Code"/>: the collection's model changes, and the version has to be embedded for its present
    /// settings.</exception>
    Task<long?> CommitIndexedAsync(IndexedDocument indexed, CancellationToken cancellationToken);

    /// <summary>Marks a version as failed. An obsolete version is left alone.</summary>
    /// <param name="collection">The collection.</param>
    /// <param name="id">The document.</param>
    /// <param name="generation">The version.</param>
    /// <param name="failure">Why.</param>
    /// <param name="steps">The steps of the last attempt, for the jobs that wait for the version.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task FailDocumentAsync(
        CollectionId collection,
        DocumentId id,
        long generation,
        DocumentFailure failure,
        JobStep[] steps,
        CancellationToken cancellationToken
    );

    /// <summary>Marks a version as failed of which no steps are known.</summary>
    Task FailDocumentAsync(
        CollectionId collection,
        DocumentId id,
        long generation,
        DocumentFailure failure,
        CancellationToken cancellationToken
    ) => FailDocumentAsync(collection, id, generation, failure, [], cancellationToken);

    /// <summary>Puts a failed document's latest version back in the queue; false when it is not failed.</summary>
    Task<bool> RetryDocumentAsync(CollectionId collection, DocumentId id, CancellationToken cancellationToken);

    /// <summary>
    /// Says who may see a document, and appends the version that answers, if any, to its shard's log anew with that list.
    /// </summary>
    /// <returns>The log record's sequence; 0 when the log needed none; null when there is no such document.</returns>
    /// <param name="collection">The collection.</param>
    /// <param name="id">The document.</param>
    /// <param name="acl">The list; null to bring the one that an upload gave the document to the version that answers.</param>
    /// <param name="epoch">The epoch under which the shard's owner lets this be written; 0 while nobody owns the shard.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Corpus.Errors.RagException"><see cref="Fence.Code"/>: the epoch is not the shard's present one.</exception>
    Task<long?> SetAclAsync(CollectionId collection, DocumentId id, DocumentAcl? acl, long epoch, CancellationToken cancellationToken);

    /// <summary>Deletes a document and appends its deletion to its shard's log.</summary>
    /// <returns>The log record's sequence; null when there is no such document.</returns>
    /// <param name="collection">The collection.</param>
    /// <param name="id">The document.</param>
    /// <param name="epoch">The epoch under which the shard's owner lets this be written; 0 while nobody owns the shard.</param>
    /// <param name="generation">The only version that is to be deleted; null for whichever is the latest.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Corpus.Errors.RagException"><see cref="Fence.Code"/>: the epoch is not the shard's present one.
    /// <c>precondition-failed</c>: the latest version is another one.</exception>
    Task<long?> DeleteDocumentAsync(
        CollectionId collection,
        DocumentId id,
        long epoch,
        long? generation,
        CancellationToken cancellationToken
    );

    /// <summary>Deletes a document in whichever version.</summary>
    /// <returns>The log record's sequence; null when there is no such document.</returns>
    Task<long?> DeleteDocumentAsync(CollectionId collection, DocumentId id, long epoch, CancellationToken cancellationToken) =>
        DeleteDocumentAsync(collection, id, epoch, null, cancellationToken);

    /// <summary>Deletes a document of a shard that nobody owns.</summary>
    /// <returns>The log record's sequence; null when there is no such document.</returns>
    Task<long?> DeleteDocumentAsync(CollectionId collection, DocumentId id, CancellationToken cancellationToken) =>
        DeleteDocumentAsync(collection, id, 0, cancellationToken);

    /// <summary>The last sequence of a shard's log; 0 when it is empty.</summary>
    Task<long> ReadLogEndAsync(ShardId shard, CancellationToken cancellationToken);

    /// <summary>
    /// A shard's log records with a sequence above <paramref name="after"/>, in order. Records that a later one made obsolete may come
    /// without chunks' content only if they come as deletions.
    /// </summary>
    IAsyncEnumerable<ShardLogRecord> ReadLogAsync(ShardId shard, long after, CancellationToken cancellationToken);

    /// <summary>A job, or null.</summary>
    Task<Job?> FindJobAsync(string id, CancellationToken cancellationToken);
}
