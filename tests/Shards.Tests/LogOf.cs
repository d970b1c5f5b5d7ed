using RagCluster.Corpus.Logs;

namespace RagCluster.Shards.Tests;

/// <summary>A log as the store reads it.</summary>
internal static class LogOf
{
    internal static async IAsyncEnumerable<ShardLogRecord> Records(IEnumerable<ShardLogRecord> records)
    {
        foreach (ShardLogRecord record in records)
        {
            await Task.Yield();
            yield return record;
        }
    }
}
