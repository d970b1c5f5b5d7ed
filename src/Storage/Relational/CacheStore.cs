using RagCluster.Storage.Caching;
using RagCluster.Storage.Relational.Rows;
using RagCluster.Storage.Relational.Sessions;

namespace RagCluster.Storage.Relational;

/// <summary>Cached values over a database, whichever engine keeps it.</summary>
internal sealed class CacheStore(ISqlDatabase database) : ICacheStore
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<CachedMark>> SweepAsync(int partition, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.FreeAsync(Scope(partition), session => CacheRows.Sweep(session, partition, now), cancellationToken);

    /// <inheritdoc/>
    public Task<CachedRow?> ReadAsync(int partition, string digest, CancellationToken cancellationToken) =>
        database.ReadAsync(session => CacheRows.Read(session, partition, digest), cancellationToken);

    /// <inheritdoc/>
    public Task ReplaceAsync(int partition, CachedRow? row, IReadOnlyCollection<string> removed, CancellationToken cancellationToken) =>
        database.WriteAsync(
            Scope(partition),
            session => CacheRows.Replace(session, partition, row, removed),
            row is null ? 0 : row.Key.LongLength + row.Value.LongLength,
            cancellationToken
        );

    private static string Scope(int partition) => $"cache/{partition}";
}
