namespace RagCluster.Storage.Fencing;

/// <summary>
/// Gives each resource with a single writer (a shard's log, a sweep) to one owner at a time. Whoever takes a resource gets an epoch
/// above all earlier ones; a write carries its owner's epoch, and the store compares it in the write's own transaction. An owner that
/// was paused or cut off therefore can't write once another took over, whatever it believes: fencing tokens as in Gray and Cheriton,
/// "Leases", SOSP 1989, and Burrows, "The Chubby Lock Service", OSDI 2006 (sequencers).
/// Take an epoch once, when an activation begins. After a rejection end the activation; taking another would rob the new owner.
/// </summary>
public interface IEpochStore
{
    /// <summary>Takes a resource. No write of an earlier epoch is committed after this returns.</summary>
    /// <param name="resource">The resource's name, for a shard the text of its <see cref="Corpus.Collections.ShardId"/>.</param>
    /// <param name="owner">Who takes it, for people.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The new epoch.</returns>
    /// <exception cref="Corpus.Errors.RagException">Unavailable: the store can't be written.</exception>
    Task<long> TakeAsync(string resource, string owner, CancellationToken cancellationToken);

    /// <summary>Who has a resource; null when nobody ever took it.</summary>
    /// <param name="resource">The resource's name.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<Epoch?> FindAsync(string resource, CancellationToken cancellationToken);
}
