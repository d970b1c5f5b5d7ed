using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using RagCluster.Corpus.Access;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Errors;
using RagCluster.Corpus.Logs;
using RagCluster.Grains.Interfaces.Shards;
using RagCluster.Grains.Topology;
using RagCluster.Storage;
using RagCluster.Storage.Fencing;
using RagCluster.Storage.ModelChanges;

namespace RagCluster.Grains.Shards;

/// <summary>
/// Writes one shard's log, both while it has two copies, under an epoch that it takes when it begins. The directory sees to it that there
/// is one writer; the epoch sees to it that a second one (after a partition or a pause) can't write. Reentrant, so that the store commits
/// what many callers bring in one flush.
/// </summary>
[Reentrant]
internal sealed partial class ShardWriterGrain(
    IDocumentStore store,
    ShardFollowers followers,
    IClusterView cluster,
    ILogger<ShardWriterGrain> log
) : Grain, IShardWriterGrain
{
    private ShardSlot _id = null!;
    private long _epoch;

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _id = Keys.Slot(this.GetPrimaryKeyString());
        _epoch = await store.Epochs.TakeAsync(_id.ToString(), cluster.Local, cancellationToken);
        LogTaken(_id, _epoch);
    }

    /// <inheritdoc/>
    public async Task<long?> CommitAsync(ShardAppend append, CancellationToken cancellationToken)
    {
        IndexedDocument indexed = new(append.Copy.Of(_id), append.Record, append.ExtractedText, append.MediaType)
        {
            SecondRecord = append is { SecondRecord: { } second, SecondCopy: { } copy } ? new ShardRecord(copy.Of(_id), second) : null,
            Epoch = _epoch,
            Steps = append.Steps,
        };
        return await WriteAsync(() => store.CommitIndexedAsync(indexed, cancellationToken));
    }

    /// <inheritdoc/>
    public Task<int> AppendReembeddedAsync(ShardCopy copy, ShardLogRecord[] records, CancellationToken cancellationToken) =>
        GuardAsync(() => store.Changes.AppendAsync(copy.Of(_id), records, _epoch, cancellationToken));

    /// <inheritdoc/>
    public Task<long?> DeleteAsync(DocumentId document, long? generation, CancellationToken cancellationToken) =>
        WriteAsync(() => store.DeleteDocumentAsync(_id.Collection, document, _epoch, generation, cancellationToken));

    /// <inheritdoc/>
    public Task<long?> SetAclAsync(DocumentId document, DocumentAcl? acl, CancellationToken cancellationToken) =>
        WriteAsync(() => store.SetAclAsync(_id.Collection, document, acl, _epoch, cancellationToken));

    private async Task<long?> WriteAsync(Func<Task<long?>> write)
    {
        long? sequence = await GuardAsync(write);
        if (sequence is { } end and > 0)
            followers.Hint(_id, end);
        return sequence;
    }

    private async Task<T> GuardAsync<T>(Func<Task<T>> write)
    {
        try
        {
            return await write();
        }
        catch (RagException rejected) when (Fence.IsRejection(rejected))
        {
            LogRejected(_id, _epoch);
            DeactivateOnIdle();
            throw;
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Shard {Shard} is written under epoch {Epoch}")]
    private partial void LogTaken(ShardSlot shard, long epoch);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Shard {Shard} has another writer than the one of epoch {Epoch}, which ends")]
    private partial void LogRejected(ShardSlot shard, long epoch);
}
