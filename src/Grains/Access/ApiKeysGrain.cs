using RagCluster.Access.Keys;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Access;

namespace RagCluster.Grains.Access;

/// <summary>
/// Keeps the keys of the cluster. One grain has them all: silos ask it at most once a second for each key that they see, and a change must
/// be true for all of them at once.
/// </summary>
internal sealed class ApiKeysGrain([PersistentState("keys")] IPersistentState<StoredApiKeys> state, TimeProvider time)
    : Grain,
        IApiKeysGrain
{
    private const int KeysMax = 10_000;
    private static readonly TimeSpan OverlapMax = TimeSpan.FromDays(7);

    // Use is noted to the minute: a write for each request would make reading a question of writing.
    private static readonly TimeSpan UseStep = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public async Task<CreatedApiKey> CreateAsync(NewApiKey key, CancellationToken cancellationToken)
    {
        NewKeyRules.Check(key, time.GetUtcNow());
        StoredApiKey[] present = [.. state.State.Keys.Where(other => !IsOver(other))];
        // Of each tenant: one that makes keys without end takes none from another.
        if (present.Count(other => other.Tenant == key.Tenant) >= KeysMax)
            throw new RagException(ErrorKind.Conflict, "too-many-keys", $"There are {KeysMax} keys; revoke some.");
        return await AddAsync(key, present);
    }

    /// <inheritdoc/>
    public async Task<CreatedApiKey?> CreateFirstAsync(CancellationToken cancellationToken) =>
        state.State.HadFirst ? null : await AddAsync(new NewApiKey("first administrator", "admin", null), state.State.Keys);

    /// <inheritdoc/>
    public Task<ApiKey[]> ListAsync(CancellationToken cancellationToken) =>
        Task.FromResult<ApiKey[]>([
            .. state
                .State.Keys.Where(key => Caller.Current.Administers(key.Tenant))
                .OrderByDescending(key => key.CreatedAt)
                .Select(key => key.Shown()),
        ]);

    /// <inheritdoc/>
    public async Task RevokeAsync(string id, CancellationToken cancellationToken)
    {
        StoredApiKey gone = Require(id);
        await WriteAsync([.. state.State.Keys.Where(key => key != gone)]);
    }

    /// <inheritdoc/>
    public async Task<CreatedApiKey> RotateAsync(string id, TimeSpan overlap, CancellationToken cancellationToken)
    {
        if (overlap < TimeSpan.Zero || overlap > OverlapMax)
            throw RagException.Invalid("overlap", "The former secret serves on for at most a week.");
        StoredApiKey key = Require(id);
        if (IsOver(key))
            throw new RagException(ErrorKind.Conflict, "conflict", $"The key '{id}' has ended: make another one.");
        ApiKeyText text = ApiKeyText.New() with { Id = id };
        StoredApiKey rotated = key.Copy();
        rotated.FormerHash = key.Hash;
        rotated.FormerUntil = time.GetUtcNow() + overlap;
        rotated.Hash = text.Hash();
        await WriteAsync([.. state.State.Keys.Select(other => other == key ? rotated : other)]);
        return new CreatedApiKey(rotated.Shown(), text.ToString());
    }

    /// <inheritdoc/>
    public async Task<KnownApiKey?> FindAsync(string id, byte[] shown, CancellationToken cancellationToken)
    {
        if (Array.Find(state.State.Keys, other => other.Id == id) is not { } key || IsOver(key))
            return null;
        DateTimeOffset now = time.GetUtcNow();
        byte[][] hashes = key.FormerHash is { } former && key.FormerUntil > now ? [key.Hash, former] : [key.Hash];
        // Who knows the id alone, which is public, does not use the key.
        if (Array.Exists(hashes, hash => hash.AsSpan().SequenceEqual(shown)) && (key.LastUsedAt is not { } last || now - last >= UseStep))
        {
            key.LastUsedAt = now;
            await state.WriteStateAsync(CancellationToken.None);
        }

        return new KnownApiKey(key.Role, hashes, key.ExpiresAt)
        {
            Groups = key.Groups ?? [],
            Tenant = key.Tenant,
            Permissions = key.Permissions,
        };
    }

    private async Task<CreatedApiKey> AddAsync(NewApiKey key, StoredApiKey[] present)
    {
        ApiKeyText text = ApiKeyText.New();
        while (Array.Exists(present, other => other.Id == text.Id))
            text = ApiKeyText.New();
        StoredApiKey stored = new()
        {
            Id = text.Id,
            Name = key.Name,
            Role = key.Role,
            Hash = text.Hash(),
            CreatedAt = time.GetUtcNow(),
            ExpiresAt = key.ExpiresAt,
            Groups = [.. key.Groups.Distinct(StringComparer.Ordinal)],
            Tenant = key.Tenant,
            Permissions = key.Permissions,
        };
        // Whoever made other keys on a server that asked nobody must still get one to administer it with.
        await WriteAsync([.. present, stored], state.State.HadFirst || stored.IsOfOperator);
        return new CreatedApiKey(stored.Shown(), text.ToString());
    }

    // What could not be written must not be taken for true by the next call.
    private async Task WriteAsync(StoredApiKey[] keys, bool? hasFirst = null)
    {
        (StoredApiKey[] before, bool hadFirst) = (state.State.Keys, state.State.HadFirst);
        (state.State.Keys, state.State.HadFirst) = (keys, hasFirst ?? hadFirst);
        try
        {
            await state.WriteStateAsync(CancellationToken.None);
        }
        catch
        {
            (state.State.Keys, state.State.HadFirst) = (before, hadFirst);
            throw;
        }
    }

    private StoredApiKey Require(string id) =>
        Array.Find(state.State.Keys, key => key.Id == id && Caller.Current.Administers(key.Tenant))
        ?? throw RagException.NotFound("key", id);

    private bool IsOver(StoredApiKey key) => key.ExpiresAt <= time.GetUtcNow();
}
