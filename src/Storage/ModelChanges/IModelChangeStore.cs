using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Jobs;
using RagCluster.Corpus.Logs;

namespace RagCluster.Storage.ModelChanges;

/// <summary>
/// What a change of a collection's model asks of the store. While it goes on, the collection has two copies of its shards, each with a log
/// of its own: <see cref="CollectionSettings.FirstShard"/> and <see cref="CollectionSettings.SecondModel"/>. A document's commit and its
/// deletion reach both logs in one transaction, or are refused (<see cref="StaleShards"/>), so that from the change's beginning on neither
/// copy lacks a write; what was there before is brought by <see cref="AppendAsync"/>.
/// </summary>
public interface IModelChangeStore
{
    /// <summary>
    /// Takes a change one step on: writes its job and, if they still are what the caller knows, the collection's settings, in one
    /// transaction.
    /// </summary>
    /// <param name="expected">The settings that the caller read.</param>
    /// <param name="next">The new settings; may be the same.</param>
    /// <param name="job">The change's job; made by the first call.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>False when the settings are others by now, or the collection is gone; nothing was written then.</returns>
    Task<bool> SaveAsync(CollectionSettings expected, CollectionSettings next, Job job, CancellationToken cancellationToken);

    /// <summary>Jobs of changes that are not done, oldest first. Restart resumes from these.</summary>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<IReadOnlyList<Job>> ListOpenAsync(int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Appends records that were embedded anew to a shard's log, in one transaction. A record whose document has another version by now, is
    /// deleted, or is in that log already is left out.
    /// </summary>
    /// <param name="shard">The shard whose log takes them.</param>
    /// <param name="records">The records.</param>
    /// <param name="epoch">The epoch of the shard's writer.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Records that were appended.</returns>
    /// <exception cref="Corpus.Errors.RagException"><see cref="Fencing.Fence.Code"/>: another writer owns the shard.
    /// <see cref="StaleShards.Code"/>: the shard is none of the collection's.</exception>
    Task<int> AppendAsync(ShardId shard, IReadOnlyList<ShardLogRecord> records, long epoch, CancellationToken cancellationToken);

    /// <summary>Removes a part of the logs of shards that the collection has no more.</summary>
    /// <param name="collection">The collection.</param>
    /// <param name="firstShard">The first of these shards.</param>
    /// <param name="limit">Records removed at most, so that other writes need not wait long.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Whether something is left.</returns>
    /// <exception cref="ArgumentException">The collection still has these shards.</exception>
    Task<bool> RemoveAsync(CollectionId collection, int firstShard, int limit, CancellationToken cancellationToken);
}
