using System.Text.Json;

namespace RagCluster.Storage.Encryption;

/// <summary>
/// Which keys the store needs, as the store itself says: noted before the first value is written with a key, and forgotten once a whole
/// pass has found no value of it. Stands among the small values, in the clear, and belongs to no copy of the store.
/// </summary>
/// <param name="Keys">Ids of the keys of which there may be values.</param>
/// <param name="Written">The id of the key with which a complete pass has left every value; null in the clear.</param>
/// <param name="SettledAt">When that pass ended; null before the first.</param>
/// <param name="WipedOf">Which <paramref name="SettledAt"/> the file was written anew after; null before the first time.</param>
internal sealed record StoreKeys(string[] Keys, string? Written, DateTimeOffset? SettledAt, DateTimeOffset? WipedOf = null)
{
    /// <summary>The scope of the small value, which nothing else has.</summary>
    internal const string Scope = "store-encryption";

    private const string Key = "keys";

    /// <summary>A store in which nothing was ever encrypted.</summary>
    internal static StoreKeys None { get; } = new([], null, null);

    /// <summary>What a store says.</summary>
    internal static async Task<(StoreKeys Keys, long? Version)> ReadAsync(IKeyValueStore values, CancellationToken cancellationToken) =>
        await values.ReadAsync(Scope, Key, cancellationToken) is { } found
            ? (JsonSerializer.Deserialize<StoreKeys>(found.Value) ?? None, found.Version)
            : (None, null);

    /// <summary>Changes it, whoever else does meanwhile.</summary>
    internal static async Task ChangeAsync(IKeyValueStore values, Func<StoreKeys, StoreKeys> change, CancellationToken cancellationToken)
    {
        long? written;
        do
        {
            (StoreKeys keys, long? version) = await ReadAsync(values, cancellationToken);
            StoreKeys next = change(keys);
            if (ReferenceEquals(next, keys))
                return;
            written = await values.WriteAsync(Scope, Key, JsonSerializer.SerializeToUtf8Bytes(next), version, cancellationToken);
        } while (written is null);
    }
}
