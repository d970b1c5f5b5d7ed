namespace RagCluster.Storage.Relational.Sessions;

/// <summary>A row of <c>shard_log</c>.</summary>
/// <param name="Collection">The collection's key.</param>
/// <param name="Shard">The shard's number.</param>
/// <param name="Sequence">The place in the log.</param>
/// <param name="Document">The document's id.</param>
/// <param name="Generation">The version.</param>
/// <param name="Payload">The record in stored form; null for a deletion.</param>
/// <param name="Checksum">The row's checksum.</param>
internal sealed record LogRow(long Collection, int Shard, long Sequence, string Document, long Generation, byte[]? Payload, long Checksum);
