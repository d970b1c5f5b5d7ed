namespace RagCluster.Storage.Caching;

/// <summary>Cached values that outlive the silos' memory, in partitions. Losing them costs time and nothing else.</summary>
public interface ICacheStore
{
    /// <summary>What a partition holds, after what has expired was removed.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="now">The time by which entries have expired.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<IReadOnlyList<CachedMark>> SweepAsync(int partition, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>A value with its whole key, which the reader compares; null when there is none.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="digest">The key in short.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<CachedRow?> ReadAsync(int partition, string digest, CancellationToken cancellationToken);

    /// <summary>Keeps a value in the place of others, in one transaction.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="row">The value; null only removes.</param>
    /// <param name="removed">The digests of those that leave.</param>
    /// <param name="cancellationToken">Ends the wait, not the write.</param>
    Task ReplaceAsync(int partition, CachedRow? row, IReadOnlyCollection<string> removed, CancellationToken cancellationToken);
}
