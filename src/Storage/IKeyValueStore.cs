namespace RagCluster.Storage;

/// <summary>Small durable values with compare-and-set, for the state of grains.</summary>
public interface IKeyValueStore
{
    /// <summary>The value and its version, or null.</summary>
    /// <param name="scope">The kind of value, for example a grain type and state name.</param>
    /// <param name="key">The key within the scope.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<VersionedValue?> ReadAsync(string scope, string key, CancellationToken cancellationToken);

    /// <summary>Writes if the stored version still is <paramref name="expectedVersion"/> (null: no value yet).</summary>
    /// <returns>The new version; null when another writer was first.</returns>
    /// <param name="scope">The kind of value.</param>
    /// <param name="key">The key within the scope.</param>
    /// <param name="value">The new value.</param>
    /// <param name="expectedVersion">The version that the caller read.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<long?> WriteAsync(
        string scope,
        string key,
        ReadOnlyMemory<byte> value,
        long? expectedVersion,
        CancellationToken cancellationToken
    );

    /// <summary>Removes the value if its version is <paramref name="expectedVersion"/>; false when another writer was first.</summary>
    /// <param name="scope">The kind of value.</param>
    /// <param name="key">The key within the scope.</param>
    /// <param name="expectedVersion">The version that the caller read; null removes any.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<bool> DeleteAsync(string scope, string key, long? expectedVersion, CancellationToken cancellationToken);
}
