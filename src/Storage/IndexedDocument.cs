using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Jobs;
using RagCluster.Corpus.Logs;
using RagCluster.Storage.ModelChanges;

namespace RagCluster.Storage;

/// <summary>The result of indexing one version of a document, to be committed in one step.</summary>
/// <param name="Shard">The shard whose log takes the record.</param>
/// <param name="Record">The chunks with their embeddings; its sequence is not assigned yet.</param>
/// <param name="ExtractedText">The text that all offsets refer to.</param>
/// <param name="MediaType">The media type that the reader found.</param>
public sealed record IndexedDocument(ShardId Shard, ShardLogRecord Record, string ExtractedText, string MediaType)
{
    /// <summary>
    /// The same version with the vectors of another model, for the other copy of the shard, while the collection's model changes; null
    /// otherwise.
    /// </summary>
    public ShardRecord? SecondRecord { get; init; }

    /// <summary>
    /// The steps that led here, for the jobs that wait for the version. One that still runs is the commit, which ends with the write.
    /// </summary>
    public JobStep[] Steps { get; init; } = [];

    /// <summary>The epoch under which the shard's owner lets this be written; 0 while nobody owns the shard.</summary>
    public long Epoch { get; init; }
}
