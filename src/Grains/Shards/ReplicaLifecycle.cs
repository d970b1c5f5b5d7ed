using Microsoft.Extensions.Logging;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Collections;
using RagCluster.Grains.Interfaces.Shards;
using RagCluster.Shards;

namespace RagCluster.Grains.Shards;

/// <summary>
/// The life of one replica of one shard, from its activation to its end.
/// <para>
/// What is promised: whoever reads a replica reads all that its log held up to the position that the answer names, or is told that it is
/// not ready. The log is what lasts. Files only save reading it, so a replica without files, or with damaged ones, is slower to begin and
/// never wrong.
/// </para>
/// <para>
/// Conditions: it begins <see cref="ReplicaCondition.Loading"/>. When the log is read to its end the replica is
/// <see cref="ReplicaCondition.Whole"/>; it then looks whether the log was that of the collection which there is now (one that was deleted
/// and made anew under its name has another log) and waits for documents that are being indexed again because their record was damaged.
/// Then it is <see cref="ReplicaCondition.Serving"/>. A search, a write or the poll that meets a damaged file drops that file and makes the
/// replica <see cref="ReplicaCondition.Repairing"/>: the log is read once more for what was in it, and it serves again. A load or a repair
/// that fails leaves it <see cref="ReplicaCondition.Failed"/>, closed, so that its folder can be opened by the next load, which whoever
/// asks next begins. <see cref="ReplicaCondition.Released"/> is the end: the files go.
/// </para>
/// <para>
/// Who may call when: everything here runs in the grain's turns, which interleave at awaits only, so a condition is changed by one at a
/// time. What takes longer than a turn should (opening files, reading the log, searching a snapshot) runs off the turn and comes back to
/// it. Readers read immutable snapshots: a search that began before a damage was found ends normally, and is then refused, because what was
/// dropped would be missing and a cache would remember that.
/// </para>
/// <para>
/// After a crash nothing is to be undone: the files on disk hold the log up to the position that they name, and loading goes on from there.
/// When the silo only ends, closing writes what would take longer to read from the log again.
/// </para>
/// </summary>
/// <param name="parts">What the replicas of this silo share.</param>
/// <param name="id">The replica's shard.</param>
/// <param name="silo">The silo that it is on.</param>
/// <param name="end">Ends the activation.</param>
internal sealed partial class ReplicaLifecycle(ReplicaParts parts, ShardId id, string silo, Action end) : IAsyncDisposable
{
    private const string Rebuilding = "rebuilds a damaged file";

    // A small shard is there sooner than a caller could come back.
    private static readonly TimeSpan LoadWait = TimeSpan.FromMilliseconds(200);

    // A search that waited longer would rather have another replica.
    private static readonly TimeSpan LogEndWait = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _closed = new();

    // The load or the repair that makes the replica readable; it was one of the two last, or is under way.
    private Task<OpenReplica>? _opening;

    /// <summary>Where it stands.</summary>
    internal ReplicaCondition Condition { get; private set; }

    /// <summary>The replica; null while it does not serve.</summary>
    internal OpenReplica? Serving { get; private set; }

    /// <summary>Begins to load unless that is done or under way.</summary>
    internal Task<OpenReplica> Open()
    {
        if (_opening is null or { IsFaulted: true } or { IsCanceled: true })
            _opening = EnterAsync(ReplicaCondition.Loading, LoadAsync);
        return _opening;
    }

    /// <summary>Waits a moment for the load or the repair that is under way.</summary>
    /// <returns>It, done or not.</returns>
    internal async Task<Task<OpenReplica>> SettleAsync(CancellationToken cancellationToken)
    {
        Task<OpenReplica> opening = Open();
        if (!opening.IsCompleted)
            await Task.WhenAny(opening, Task.Delay(LoadWait, parts.Time, cancellationToken));
        return opening;
    }

    /// <summary>The replica, where it is readable within a moment.</summary>
    /// <exception cref="RagException">Unavailable, with <see cref="IIndexShardGrain.NotReady"/>: it is not; or why it could not be
    /// loaded.</exception>
    internal async Task<OpenReplica> ReadyAsync(CancellationToken cancellationToken)
    {
        Task<OpenReplica> opening = await SettleAsync(cancellationToken);
        if (!opening.IsCompleted)
            throw NotReady(Condition == ReplicaCondition.Repairing ? Rebuilding : "reads its log");
        OpenReplica replica = await opening;
        if (!parts.Contact.IsSure)
            await FollowToEndAsync(replica, cancellationToken);
        return replica;
    }

    /// <summary>Reads a snapshot off the turn.</summary>
    /// <exception cref="RagException">Unavailable: it is not ready, or a damage was found meanwhile.</exception>
    internal async Task<T> ReadAsync<T>(Func<IShardSearcher, ShardPosition, T> read, CancellationToken cancellationToken)
    {
        OpenReplica replica = await ReadyAsync(cancellationToken);
        try
        {
            T found = await parts.Reads.RunAsync(() => Read(replica, read), cancellationToken);
            return replica.Shard.NeedsRepair ? throw NotReady(Rebuilding) : found;
        }
        catch (ShardDamagedException damage)
        {
            Drop(replica, damage);
            throw NotReady(Rebuilding);
        }
    }

    /// <summary>Follows the log up to a position that the writer says, if it serves.</summary>
    internal Task HintAsync(long position) => Serving is { } serving ? FollowAsync(serving, position, _closed.Token) : Task.CompletedTask;

    /// <summary>Follows the log at least up to a position.</summary>
    /// <exception cref="RagException">Unavailable: a damage was found.</exception>
    internal async Task FollowAsync(OpenReplica replica, long position, CancellationToken cancellationToken)
    {
        if (replica.Shard.Position >= position)
            return;
        try
        {
            await Task.Run(() => replica.FollowAsync(parts.Store, cancellationToken), cancellationToken);
        }
        catch (ShardDamagedException damage)
        {
            Drop(replica, damage);
            throw NotReady(Rebuilding);
        }
    }

    // Whoever writes may have given this silo up and not wait for it any more, so it looks for itself what was acknowledged. It answers on
    // while the store is away from everybody: then nothing is acknowledged. Where another silo is out of reach too it is this one that is
    // cut off.
    private async Task FollowToEndAsync(OpenReplica replica, CancellationToken cancellationToken)
    {
        try
        {
            long logEnd = await parts.Store.ReadLogEndAsync(id, cancellationToken).WaitAsync(LogEndWait, parts.Time, cancellationToken);
            await FollowAsync(replica, logEnd, cancellationToken).WaitAsync(LogEndWait, parts.Time, cancellationToken);
        }
        catch (Exception error) when (error is TimeoutException or RagException { Kind: ErrorKind.Unavailable })
        {
            if (parts.Contact.HasMissed)
                throw NotReady("reaches neither its log nor every other silo");
        }
    }

    /// <summary>Looks whether the log has grown, and after the files.</summary>
    internal async Task PollAsync(CancellationToken cancellationToken)
    {
        if (Serving is not { } replica)
            return;
        try
        {
            replica.Maintain();
            if (replica.TakeDamage() is { } damage)
                Drop(replica, damage);
            long logEnd = await parts.Store.ReadLogEndAsync(id, cancellationToken);
            // A repair that has begun is the only one to apply records.
            if (!ReferenceEquals(Serving, replica))
                return;
            // A log that became shorter belongs to a new collection of the same name.
            if (logEnd < replica.Shard.Position)
                end();
            else if (replica.Shard.NeedsRepair)
                BeginRepair(replica);
            else
                await FollowAsync(replica, logEnd, cancellationToken);
        }
        catch (RagException unavailable) when (unavailable.Kind == ErrorKind.Unavailable)
        {
            LogNotFollowing(parts.Log, unavailable, id, replica.Shard.Position);
        }
    }

    /// <summary>
    /// Drops a file that was found damaged and begins to rebuild what was in it. The first of several readers to find it does.
    /// </summary>
    internal void Drop(OpenReplica replica, ShardDamagedException damage)
    {
        replica.Drop(damage);
        if (replica.Shard.NeedsRepair && _opening is { IsCompletedSuccessfully: true })
            BeginRepair(replica);
    }

    /// <summary>Lets its files go when it is closed.</summary>
    internal void Release()
    {
        Condition = ReplicaCondition.Released;
        end();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync();
        parts.Local.Remove(id);
        parts.Faults.Clear(id);
        await CloseAsync();
        _closed.Dispose();
    }

    private async Task CloseAsync()
    {
        if (_opening is null)
            return;
        await ((Task)_opening).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        if (!_opening.IsCompletedSuccessfully)
            return;
        OpenReplica replica = await _opening;
        replica.IsReleased = Condition == ReplicaCondition.Released;
        await replica.DisposeAsync();
    }

    private void BeginRepair(OpenReplica replica) => _opening = EnterAsync(ReplicaCondition.Repairing, () => CatchUpAsync(replica));

    // Whoever asks gets the error; why it came is for the operator too.
    private async Task<OpenReplica> EnterAsync(ReplicaCondition condition, Func<Task<OpenReplica>> open)
    {
        Change(condition);
        Serving = null;
        try
        {
            OpenReplica replica = await open();
            Change(ReplicaCondition.Serving);
            Serving = replica;
            parts.Faults.Clear(id);
            return replica;
        }
        catch (Exception failure)
        {
            Change(ReplicaCondition.Failed);
            if (!_closed.IsCancellationRequested)
                parts.Faults.Note(id, failure);
            if (failure is IOException or UnauthorizedAccessException)
                throw Unusable(failure);
            throw;
        }
    }

    // Released is the end, whatever was under way.
    private void Change(ReplicaCondition next)
    {
        if (Condition != ReplicaCondition.Released)
            Condition = next;
    }

    private async Task<OpenReplica> LoadAsync()
    {
        CollectionState collection = await CollectionAsync();
        if (collection.Settings.DimensionsOf(id.Number) is null)
        {
            Release();
            throw NotReady("is of a model that the collection has no more");
        }

        OpenReplica replica = await Task.Run(() => parts.Files.OpenAsync(id, collection, _closed.Token));
        await CatchUpAsync(replica);
        Change(ReplicaCondition.Whole);
        await CheckLineageAsync(replica);
        // Until the documents whose records were damaged are there again, some are missing that were found before.
        if (await parts.Faults.RemadeAsync(id, collection.Settings, _closed.Token))
            await CatchUpAsync(replica);
        parts.Local.Open(id, replica);
        LogLoaded(parts.Log, id, replica.Shard.Position);
        return replica;
    }

    private async Task<CollectionState> CollectionAsync()
    {
        try
        {
            return await parts.Grains.GetGrain<ICollectionGrain>(id.Collection.ToString()).GetAsync(_closed.Token);
        }
        catch (RagException deleted) when (deleted.Kind == ErrorKind.NotFound)
        {
            end();
            throw;
        }
    }

    // Repairs what is damaged and reads the log to its end. One that fails is closed, so that the next load can open its folder.
    private async Task<OpenReplica> CatchUpAsync(OpenReplica replica)
    {
        try
        {
            await Task.Run(() => replica.CatchUpAsync(parts.Store, _closed.Token), _closed.Token);
            return replica;
        }
        catch
        {
            await replica.DisposeAsync();
            throw;
        }
    }

    private async Task CheckLineageAsync(OpenReplica replica)
    {
        try
        {
            if ((await CollectionAsync()).CreatedAt.UtcTicks != replica.Position.Lineage)
                throw NotReady("read the log of a collection that is deleted");
        }
        catch
        {
            await replica.DisposeAsync();
            throw;
        }
    }

    private static T Read<T>(OpenReplica replica, Func<IShardSearcher, ShardPosition, T> read)
    {
        replica.NoteRead();
        IShardSearcher searcher = replica.Shard.Searcher();
        return read(searcher, replica.Position with { Sequence = searcher.Position });
    }

    private RagException NotReady(string why) =>
        new(ErrorKind.Unavailable, IIndexShardGrain.NotReady, $"The replica of shard {id.Number} on {silo} {why}; another one may answer.");

    private RagException Unusable(Exception failure) =>
        new(
            ErrorKind.Unavailable,
            "storage-unavailable",
            $"The files of shard {id.Number} of collection {id.Collection} on {silo} can't be used: {failure.Message}",
            null,
            failure
        );

    [LoggerMessage(Level = LogLevel.Debug, Message = "A replica of {Shard} has read its log up to {Position}")]
    private static partial void LogLoaded(ILogger log, ShardId shard, long position);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The log of {Shard} can't be read; answers stay at {Position}")]
    private static partial void LogNotFollowing(ILogger log, Exception error, ShardId shard, long position);
}
