using System.Runtime.CompilerServices;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Logs;
using RagCluster.Grains.Ingest;
using RagCluster.Grains.Interfaces.Inference;
using RagCluster.Grains.Shards;
using RagCluster.Storage;

namespace RagCluster.Grains.Collections;

/// <summary>Copies a part of a shard's log to the shard of another model, embedded anew.</summary>
/// <param name="store">Has the logs.</param>
/// <param name="embedder">Embeds.</param>
/// <param name="writers">Take the result.</param>
internal sealed class ReembeddedShards(IDocumentStore store, ChunkEmbedder embedder, ShardWriters writers)
{
    // Enough to fill several batches of a device, so that it is not idle while one is gathered.
    private const int ChunksPerBatch = 256;
    private const int RecordsPerBatch = 256;

    /// <summary>Copies, batch by batch.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="from">The log that is read.</param>
    /// <param name="to">The copy that is written, and its model.</param>
    /// <param name="range">The sequences that are read: above the first, up to the last.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>After each batch that is committed: the sequence up to which the log is copied, and the chunks of the batch.</returns>
    internal async IAsyncEnumerable<(long Position, int Chunks)> CopyAsync(
        ShardSlot slot,
        ShardId from,
        (string Model, ShardCopy Copy) to,
        (long After, long End) range,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        List<ShardLogRecord> batch = [];
        int chunks = 0;
        long position = range.After;
        await foreach (ShardLogRecord record in store.ReadLogAsync(from, range.After, cancellationToken))
        {
            if (record.Sequence > range.End)
                break;
            position = record.Sequence;
            // What is deleted or replaced by now has nothing to embed; what replaced it follows, or was written to both copies.
            if (record.IsDeletion)
                continue;
            batch.Add(record);
            chunks += record.Chunks.Length;
            if (chunks < ChunksPerBatch && batch.Count < RecordsPerBatch)
                continue;
            await AppendAsync(slot, to, batch, cancellationToken);
            yield return (position, chunks);
            batch.Clear();
            chunks = 0;
        }

        if (batch.Count > 0)
            await AppendAsync(slot, to, batch, cancellationToken);
        yield return (Math.Max(position, range.End), chunks);
    }

    private async Task AppendAsync(
        ShardSlot slot,
        (string Model, ShardCopy Copy) to,
        List<ShardLogRecord> batch,
        CancellationToken cancellationToken
    )
    {
        ShardLogRecord[] embedded = await embedder.EmbedAsync(to.Model, batch, TextUrgency.Reindex, cancellationToken);
        await writers.AppendReembeddedAsync(slot, to.Copy, embedded, cancellationToken);
    }
}
