using Orleans.Concurrency;
using RagCluster.Corpus.Access;
using RagCluster.Corpus.Answers;
using RagCluster.Corpus.Chunks;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Jobs;

namespace RagCluster.Grains.Interfaces.Ingest;

/// <summary>
/// One document's life: received → extracted → chunked → embedded → indexed, or failed with the reason. Key:
/// <c>tenant/collection/document</c>.
/// </summary>
[Alias("RagCluster.IDocumentGrain")]
public interface IDocumentGrain : IGrainWithStringKey
{
    /// <summary>
    /// Indexes a version, if it is still the latest and still waits. A document that can't be read ends as failed, which is no error of
    /// this call.
    /// </summary>
    /// <param name="generation">The version.</param>
    /// <param name="isSlow">Whether it may take its time, behind others of its kind.</param>
    /// <param name="cancellationToken">Ends the work; the version stays pending.</param>
    /// <returns>False when the version needs that and may not: it takes long to read, or attempts at it have ended with their
    /// process.</returns>
    /// <exception cref="Corpus.Errors.RagException">Unavailable: a dependency does not answer; try again.</exception>
    [ResponseTimeout("00:10:00")]
    [Alias("Index")]
    Task<bool> IndexAsync(long generation, bool isSlow, CancellationToken cancellationToken);

    /// <summary>Records that a version can't be indexed.</summary>
    /// <param name="generation">The version.</param>
    /// <param name="failure">Why.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    [Alias("Fail")]
    Task FailAsync(long generation, DocumentFailure failure, CancellationToken cancellationToken);

    /// <summary>The steps of a version's last attempt, as far as this activation knows of it.</summary>
    /// <param name="generation">The version.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    [AlwaysInterleave]
    [Alias("ListSteps")]
    Task<JobStep[]> ListStepsAsync(long generation, CancellationToken cancellationToken);

    /// <summary>Queues a failed document again.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Corpus.Errors.RagException">NotFound: there is none. Conflict: it has not failed.</exception>
    [AlwaysInterleave]
    [Alias("Retry")]
    Task RetryAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Deletes the document; when this returns, no answer uses it. It waits for no indexing, and ends that of the document.
    /// </summary>
    /// <param name="generation">The only version that is to be deleted; null for whichever is the latest.</param>
    /// <param name="cancellationToken">Ends the wait; a deletion that is committed stays.</param>
    /// <exception cref="Corpus.Errors.RagException">NotFound: there is none. Conflict: the latest version is another one.</exception>
    [AlwaysInterleave]
    [Alias("Delete")]
    Task DeleteAsync(long? generation, CancellationToken cancellationToken);

    /// <summary>The record.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Corpus.Errors.RagException">NotFound: there is none.</exception>
    [AlwaysInterleave]
    [Alias("Get")]
    Task<Document> GetAsync(CancellationToken cancellationToken);

    /// <summary>The latest version's original content.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Corpus.Errors.RagException">NotFound: there is none.</exception>
    [AlwaysInterleave]
    [Alias("ReadContent")]
    Task<DocumentContent> ReadContentAsync(CancellationToken cancellationToken);

    /// <summary>The extracted text of the indexed version: what all offsets refer to.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Corpus.Errors.RagException">NotFound: there is none, or no version is indexed.</exception>
    [AlwaysInterleave]
    [Alias("ReadText")]
    Task<string> ReadTextAsync(CancellationToken cancellationToken);

    /// <summary>The chunks of the indexed version, in order.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Corpus.Errors.RagException">NotFound: there is no such document.</exception>
    [AlwaysInterleave]
    [Alias("ListChunks")]
    Task<Chunk[]> ListChunksAsync(CancellationToken cancellationToken);

    /// <summary>
    /// A chunk and up to <paramref name="context"/> neighbours on each side, in document order; empty when the chunk does not answer (any
    /// more).
    /// </summary>
    /// <param name="chunk">The chunk; of this document.</param>
    /// <param name="context">Neighbours wanted on each side.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    [AlwaysInterleave]
    [Alias("FindChunk")]
    Task<Passage[]> FindChunkAsync(ChunkId chunk, int context, CancellationToken cancellationToken);

    /// <summary>Says who may see the document; when this returns, every query is answered by that.</summary>
    /// <param name="acl">The list; null to bring the one that an upload gave the document to the version that answers.</param>
    /// <param name="cancellationToken">Ends the wait; a list that is committed stays.</param>
    /// <exception cref="Corpus.Errors.RagException">NotFound: there is no such document.</exception>
    [AlwaysInterleave]
    [Alias("SetAcl")]
    Task SetAclAsync(DocumentAcl? acl, CancellationToken cancellationToken);
}
