using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Logs;

namespace RagCluster.Storage.ModelChanges;

/// <summary>A record and the shard whose log takes it.</summary>
/// <param name="Shard">The shard.</param>
/// <param name="Record">The record; its sequence is not assigned yet.</param>
public sealed record ShardRecord(ShardId Shard, ShardLogRecord Record);
