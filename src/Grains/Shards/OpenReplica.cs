using Microsoft.Extensions.Logging;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Logs;
using RagCluster.Grains.Interfaces.Shards;
using RagCluster.Shards;
using RagCluster.Shards.Recovery;
using RagCluster.Storage;

namespace RagCluster.Grains.Shards;

/// <summary>A replica's shard with its folder: repaired, brought up to its log, written to disk, sent as a snapshot.</summary>
internal sealed partial class OpenReplica(
    ShardId id,
    long lineage,
    Shard shard,
    ReplicaFolder? slot,
    ReplicaSnapshots? snapshots,
    ILogger<OpenReplica> log
) : IAsyncDisposable
{
    // Less is read from the log again before a flush would be done.
    private const int SealedAtClosingRecords = 64;

    private readonly CancellationTokenSource _closed = new();
    private Task _upload = Task.CompletedTask;
    private IOException? _reportedFailure;
    private ShardDamagedException? _found;
    private bool _wasRead;

    /// <summary>The shard.</summary>
    internal Shard Shard => shard;

    /// <summary>What the shard answers from now.</summary>
    internal ShardPosition Position => new(shard.Position, lineage);

    /// <summary>Whether the files are to be removed at the end: the replica goes elsewhere or its collection is deleted.</summary>
    internal bool IsReleased { get; set; }

    /// <summary>Notes that it was read.</summary>
    internal void NoteRead() => Volatile.Write(ref _wasRead, true);

    /// <summary>Whether it was read since this was asked last.</summary>
    internal bool TakeRead() => Interlocked.Exchange(ref _wasRead, false);

    /// <summary>Notes a damage that was found off the grain's turns; <see cref="TakeDamage"/> takes it to one.</summary>
    internal void NoteDamage(ShardDamagedException damage) => Volatile.Write(ref _found, damage);

    /// <summary>The damage that was noted last and nobody has taken.</summary>
    internal ShardDamagedException? TakeDamage() => Interlocked.Exchange(ref _found, null);

    /// <summary>Makes the shard whole and brings it up to its log.</summary>
    /// <exception cref="Corpus.Errors.RagException">Unavailable: the log can't be read.</exception>
    /// <exception cref="IOException">The disk failed.</exception>
    internal async Task CatchUpAsync(IDocumentStore store, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await RepairAndFollowAsync(store, cancellationToken);
                return;
            }
            catch (ShardDamagedException damage)
            {
                // Found while the log was applied over it.
                Drop(damage);
            }
        }
    }

    /// <summary>Applies what the log holds beyond the shard's position.</summary>
    internal Task FollowAsync(IDocumentStore store, CancellationToken cancellationToken) =>
        ShardReplay.CatchUpAsync(shard, store.ReadLogAsync(id, shard.Position, cancellationToken), cancellationToken);

    /// <summary>Drops a segment that was found damaged; <see cref="CatchUpAsync"/> rebuilds it.</summary>
    internal void Drop(ShardDamagedException damage)
    {
        LogDamaged(damage, id, damage.File);
        shard.Drop(damage.File);
    }

    /// <summary>Begins what is due beside the searches.</summary>
    internal void Maintain()
    {
        shard.Maintain();
        if (shard.LastFailure is { } failure && !ReferenceEquals(failure, _reportedFailure))
        {
            _reportedFailure = failure;
            LogUpkeepFailed(failure, id);
        }

        if (_upload.IsCompleted && snapshots?.IsDue(shard) == true)
            _upload = Task.Run(UploadAsync, _closed.Token);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync();
        await _upload.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await shard.DisposeAsync();
        try
        {
            if (IsReleased)
                slot?.Remove();
            else if (slot is not null && shard.Position - shard.DurablePosition >= SealedAtClosingRecords)
                shard.Seal(CancellationToken.None);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            LogUpkeepFailed(failure, id);
        }

        slot?.Dispose();
        _closed.Dispose();
    }

    private async Task RepairAndFollowAsync(IDocumentStore store, CancellationToken cancellationToken)
    {
        if (!await IsOfThisLogAsync(store, cancellationToken))
        {
            LogForeign(id, shard.Position);
            shard.Discard();
        }

        if (shard.NeedsRepair)
        {
            int count = await ShardRepair.RunAsync(shard, token => store.ReadLogAsync(id, 0, token), cancellationToken);
            LogRepaired(id, count);
        }

        await FollowAsync(store, cancellationToken);
    }

    private async Task<bool> IsOfThisLogAsync(IDocumentStore store, CancellationToken cancellationToken)
    {
        if (shard.Position == 0)
            return true;
        await foreach (ShardLogRecord record in store.ReadLogAsync(id, shard.Position - 1, cancellationToken))
            return record.Sequence == shard.Position && new LogMark(record.Document, record.Generation) == shard.Mark;
        return false;
    }

    private async Task UploadAsync()
    {
        try
        {
            if (await snapshots!.UploadAsync(shard, _closed.Token) is { } position)
                LogUploaded(id, position);
        }
        catch (IOException failure)
        {
            LogUpkeepFailed(failure, id);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The file {File} of {Shard} is damaged; it is dropped and rebuilt from the log")]
    private partial void LogDamaged(Exception error, ShardId shard, string file);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Shard} is whole again: {Count} documents were brought back from the log")]
    private partial void LogRepaired(ShardId shard, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The files of {Shard} were made from another log at {Position}; they are made anew")]
    private partial void LogForeign(ShardId shard, long position);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The files of {Shard} could not be looked after; it is tried again")]
    private partial void LogUpkeepFailed(Exception error, ShardId shard);

    [LoggerMessage(Level = LogLevel.Information, Message = "A snapshot of {Shard} at {Position} is stored")]
    private partial void LogUploaded(ShardId shard, long position);
}
