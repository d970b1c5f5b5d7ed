using RagCluster.Corpus.Logs;

namespace RagCluster.Shards.Recovery;

/// <summary>Brings a shard up to its log after a start, or after it was told that the log has grown.</summary>
public static class ShardReplay
{
    // A batch becomes one segment: large enough that replay does not merge much, small enough that its records are soon garbage.
    private const int ChunksPerBatch = 1024;

    /// <summary>Applies what the shard lacks.</summary>
    /// <param name="shard">The shard; each batch is visible as soon as it is applied.</param>
    /// <param name="log">The records after <see cref="Shard.Position"/>, in order.</param>
    /// <param name="cancellationToken">Observed between records; what was applied stays applied.</param>
    /// <returns>The shard's new position.</returns>
    public static async Task<long> CatchUpAsync(Shard shard, IAsyncEnumerable<ShardLogRecord> log, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(shard);
        ArgumentNullException.ThrowIfNull(log);
        List<ShardLogRecord> batch = new();
        int chunkCount = 0;
        await foreach (ShardLogRecord record in log.WithCancellation(cancellationToken))
        {
            batch.Add(record);
            chunkCount += record.Chunks.Length + 1;
            if (chunkCount < ChunksPerBatch)
                continue;
            await shard.HaveRoomAsync(cancellationToken);
            shard.Apply(batch);
            batch.Clear();
            chunkCount = 0;
        }

        shard.Apply(batch);
        return shard.Position;
    }
}
