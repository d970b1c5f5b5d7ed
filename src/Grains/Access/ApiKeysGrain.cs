using RagCluster.Access;
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
    private const int NameMax = 200;
    private static readonly TimeSpan OverlapMax = TimeSpan.FromDays(7);

    // Use is noted to the minute: a write for each request would make reading a question of writing.
    private static readonly TimeSpan UseStep = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public async Task<CreatedApiKey> CreateAsync(NewApiKey key, CancellationToken cancellationToken)
    {
        Tenants.Check(key.Tenant);
        if (key.Name.Length is 0 or > NameMax)
            throw RagException.Invalid("name", $"A key has a name of 1 to {NameMax} characters.");
        if (Permissions.OfRole(key.Role) is null)
            throw RagException.Invalid("role", $"There is no role '{key.Role}'; there are {string.Join(", ", Permissions.Roles)}.");
        KeyGroups.Check(key.Groups);
        if (key.ExpiresAt <= time.GetUtcNow())
            throw RagException.Invalid("expires_at", "The key would have ended before it was made.");
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
        ApiKeyText text = ApiKeyText.New() with { Id = id };
        StoredApiKey rotated = key.Copy();
        rotated.FormerHash = key.Hash;
        rotated.FormerUntil = time.GetUtcNow() + overlap;
        rotated.Hash = text.Hash();
        await WriteAsync([.. state.State.Keys.Select(other => other == key ? rotated : other)]);
        return new CreatedApiKey(rotated.Shown(), text.ToString());
    }

    /// <inheritdoc/>
    public async Task<KnownApiKey?> FindAsync(string id, CancellationToken cancellationToken)
    {
        if (Array.Find(state.State.Keys, other => other.Id == id) is not { } key || IsOver(key))
            return null;
        DateTimeOffset now = time.GetUtcNow();
        if (key.LastUsedAt is not { } last || now - last >= UseStep)
        {
            key.LastUsedAt = now;
            await state.WriteStateAsync(CancellationToken.None);
        }

        return new KnownApiKey(
            key.Role,
            key.FormerHash is { } former && key.FormerUntil > now ? [key.Hash, former] : [key.Hash],
            key.ExpiresAt
        )
        {
            Groups = key.Groups ?? [],
            Tenant = key.Tenant,
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
        };
        await WriteAsync([.. present, stored]);
        return new CreatedApiKey(stored.Shown(), text.ToString());
    }

    // What could not be written must not be taken for true by the next call.
    private async Task WriteAsync(StoredApiKey[] keys)
    {
        (StoredApiKey[] before, bool hadFirst) = (state.State.Keys, state.State.HadFirst);
        (state.State.Keys, state.State.HadFirst) = (keys, true);
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
