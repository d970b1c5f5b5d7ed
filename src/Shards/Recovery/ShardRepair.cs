using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Logs;

namespace RagCluster.Shards.Recovery;

/// <summary>Brings back the documents of a segment that was dropped as damaged.</summary>
public static class ShardRepair
{
    private const int ChunksPerBatch = 1024;

    /// <summary>
    /// Reads the log twice: once for what is missing, once for its chunks, so that memory holds ids and one batch. Nothing else may apply
    /// records meanwhile.
    /// </summary>
    /// <param name="shard">The shard.</param>
    /// <param name="readLog">Reads the log from its first record on.</param>
    /// <param name="cancellationToken">Observed between records; the shard still needs repair then.</param>
    /// <returns>Documents brought back.</returns>
    public static async Task<int> RunAsync(
        Shard shard,
        Func<CancellationToken, IAsyncEnumerable<ShardLogRecord>> readLog,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(shard);
        ArgumentNullException.ThrowIfNull(readLog);
        long position = shard.Position;
        HashSet<long> missing = await FindMissingAsync(shard, position, readLog(cancellationToken), cancellationToken);
        List<ShardLogRecord> batch = new();
        int chunkCount = 0;
        await foreach (ShardLogRecord record in readLog(cancellationToken).WithCancellation(cancellationToken))
        {
            if (record.Sequence > position)
                break;
            if (!missing.Contains(record.Sequence) || record.IsDeletion)
                continue;
            batch.Add(record);
            chunkCount += record.Chunks.Length;
            if (chunkCount < ChunksPerBatch)
                continue;
            await shard.HaveRoomAsync(cancellationToken);
            shard.Restore(batch);
            batch.Clear();
            chunkCount = 0;
        }

        shard.Restore(batch);
        shard.CompleteRepair(cancellationToken);
        return missing.Count;
    }

    private static async Task<HashSet<long>> FindMissingAsync(
        Shard shard,
        long position,
        IAsyncEnumerable<ShardLogRecord> log,
        CancellationToken cancellationToken
    )
    {
        Dictionary<DocumentId, long> latest = new();
        await foreach (ShardLogRecord record in log.WithCancellation(cancellationToken))
        {
            if (record.Sequence > position)
                break;
            if (record.IsDeletion)
                latest.Remove(record.Document);
            else
                latest[record.Document] = record.Sequence;
        }

        return [.. latest.Where(pair => !shard.Holds(pair.Key)).Select(pair => pair.Value)];
    }
}
