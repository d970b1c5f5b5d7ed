namespace RagCluster.Grains.Interfaces.Access;

/// <summary>
/// The API keys of the cluster. Key: <see cref="Key"/>. Who lists and changes keys meets those of the tenants that they administer, and no
/// others.
/// </summary>
[Alias("RagCluster.IApiKeysGrain")]
public interface IApiKeysGrain : IGrainWithStringKey
{
    /// <summary>The grain's key: there is one for a cluster.</summary>
    const string Key = "keys";

    /// <summary>Makes a key.</summary>
    /// <param name="key">What it is for.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The key with its text, which nobody can read again.</returns>
    /// <exception cref="Corpus.Errors.RagException">
    /// Invalid: no such role, or a time that is over. Conflict: there are too many.
    /// </exception>
    [Alias("Create")]
    Task<CreatedApiKey> CreateAsync(NewApiKey key, CancellationToken cancellationToken);

    /// <summary>Makes the first key for an administrator of the default tenant, when there never was one.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The key, or null when it had been made before: of silos that start together one gets it.</returns>
    [Alias("CreateFirst")]
    Task<CreatedApiKey?> CreateFirstAsync(CancellationToken cancellationToken);

    /// <summary>The keys, the newest first.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    [Alias("List")]
    Task<ApiKey[]> ListAsync(CancellationToken cancellationToken);

    /// <summary>Ends a key: within a second no silo takes it any more.</summary>
    /// <param name="id">The key's id.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Corpus.Errors.RagException">NotFound: no such key.</exception>
    [Alias("Revoke")]
    Task RevokeAsync(string id, CancellationToken cancellationToken);

    /// <summary>Gives a key another secret; the former one serves on for a while.</summary>
    /// <param name="id">The key's id.</param>
    /// <param name="overlap">For how long the former secret is taken, at most a week.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Corpus.Errors.RagException">
    /// NotFound: no such key. Invalid: too long a time. Conflict: the key has ended.
    /// </exception>
    [Alias("Rotate")]
    Task<CreatedApiKey> RotateAsync(string id, TimeSpan overlap, CancellationToken cancellationToken);

    /// <summary>What a silo needs to check a key; where the secret is the right one, it notes that the key is used.</summary>
    /// <param name="id">The key's id.</param>
    /// <param name="shown">The hash of what a client shows as the key.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Null when there is no such key or its time is over.</returns>
    [Alias("Find")]
    Task<KnownApiKey?> FindAsync(string id, byte[] shown, CancellationToken cancellationToken);
}
