using RagCluster.Corpus.Documents;

namespace RagCluster.Shards;

/// <summary>
/// What a log holds at a sequence. A log that holds something else there is not the one that a folder's files were made from.
/// </summary>
/// <param name="Document">The record's document.</param>
/// <param name="Generation">Its version.</param>
public sealed record LogMark(DocumentId Document, long Generation);
