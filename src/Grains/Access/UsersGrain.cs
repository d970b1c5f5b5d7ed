using System.Security.Cryptography;
using RagCluster.Access;
using RagCluster.Access.Users;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Access;

namespace RagCluster.Grains.Access;

/// <summary>Keeps users and sessions; what is secret in them as hashes, but for the secret of the access tokens, which signs.</summary>
internal sealed class UsersGrain([PersistentState("users")] IPersistentState<StoredUsers> state, TimeProvider time) : Grain, IUsersGrain
{
    private const int UsersMax = 1_000;
    private const int SessionsMax = 10;
    private const int SecretBytes = 48;

    /// <inheritdoc/>
    public async Task<UserAccount> CreateAsync(string name, string role, string passwordHash, CancellationToken cancellationToken)
    {
        if (Permissions.OfRole(role) is null)
            throw RagException.Invalid("role", $"There is no role '{role}'; there are {string.Join(", ", Permissions.Roles)}.");
        Tenants.Check(AccountName.Parse(name).Tenant);
        if (Find(name) is not null)
            throw new RagException(ErrorKind.Conflict, "conflict", $"There is a user '{name}' already.");
        // Of each tenant: one that makes users without end takes none from another.
        if (state.State.Users.Count(other => other.Account.Tenant == AccountName.Parse(name).Tenant) >= UsersMax)
            throw new RagException(ErrorKind.Conflict, "too-many-users", $"There are {UsersMax} users; delete some.");
        StoredUser user = StoredUser.New(name, role, passwordHash, time.GetUtcNow());
        await WriteAsync([.. state.State.Users, user]);
        return Shown(user);
    }

    /// <inheritdoc/>
    public Task<UserAccount[]> ListAsync(CancellationToken cancellationToken) =>
        Task.FromResult<UserAccount[]>([
            .. state
                .State.Users.Where(user => Caller.Current.Administers(user.Account.Tenant))
                .OrderBy(user => user.Name, StringComparer.Ordinal)
                .Select(Shown),
        ]);

    /// <inheritdoc/>
    public Task DeleteAsync(string name, CancellationToken cancellationToken) => ReplaceAsync(Require(name), null);

    /// <inheritdoc/>
    public async Task<UserAccount> SetPasswordAsync(string name, string passwordHash, CancellationToken cancellationToken)
    {
        StoredUser user = Require(name);
        StoredUser changed = user with { PasswordHash = passwordHash, Sessions = [] };
        await ReplaceAsync(user, changed);
        return Shown(changed);
    }

    /// <inheritdoc/>
    public Task<string?> FindPasswordAsync(string name, CancellationToken cancellationToken) => Task.FromResult(Find(name)?.PasswordHash);

    /// <inheritdoc/>
    public async Task<StartedSession?> StartSessionAsync(string name, CancellationToken cancellationToken)
    {
        if (Find(name) is not { } user)
            return null;
        RefreshText token = RefreshText.New();
        StoredSession session = StoredSession.Start(token, time.GetUtcNow());
        // Who signs in everywhere and out nowhere loses the oldest session.
        await ReplaceAsync(user, user with { Sessions = [.. Open(user).TakeLast(SessionsMax - 1), session] });
        return new StartedSession(user.Name, session.Id, token.ToString());
    }

    /// <inheritdoc/>
    public async Task<StartedSession?> RefreshAsync(string refreshToken, CancellationToken cancellationToken)
    {
        if (RefreshText.Parse(refreshToken) is not { } token || FindSession(token.Session) is not (StoredUser user, StoredSession session))
            return null;
        if (!token.Matches(session.Hash))
        {
            if (session.HasUsed(token))
                await ReplaceAsync(user, user.Without(session));
            return null;
        }

        RefreshText next = token.Next();
        StoredSession renewed = session.Renew(next, time.GetUtcNow());
        await ReplaceAsync(user, user with { Sessions = [.. Open(user).Select(open => open == session ? renewed : open)] });
        return new StartedSession(user.Name, session.Id, next.ToString());
    }

    /// <inheritdoc/>
    public async Task EndSessionAsync(string refreshToken, CancellationToken cancellationToken)
    {
        if (
            RefreshText.Parse(refreshToken) is { } token
            && FindSession(token.Session) is (StoredUser user, StoredSession session)
            && (token.Matches(session.Hash) || session.HasUsed(token))
        )
            await ReplaceAsync(user, user.Without(session));
    }

    /// <inheritdoc/>
    public Task CloseSessionAsync(string session, CancellationToken cancellationToken) =>
        FindSession(session) is (StoredUser user, StoredSession open) ? ReplaceAsync(user, user.Without(open)) : Task.CompletedTask;

    /// <inheritdoc/>
    public Task<KnownSession?> FindSessionAsync(string session, CancellationToken cancellationToken) =>
        Task.FromResult(FindSession(session) is (StoredUser user, _) ? new KnownSession(user.Name, user.Role) : null);

    /// <inheritdoc/>
    public async Task<string> GetSigningSecretAsync(CancellationToken cancellationToken)
    {
        if (state.State.SigningSecret.Length == 0)
        {
            state.State.SigningSecret = Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretBytes));
            await WriteAsync(state.State.Users);
        }

        return state.State.SigningSecret;
    }

    private Task ReplaceAsync(StoredUser user, StoredUser? by) =>
        WriteAsync([.. state.State.Users.Select(other => other == user ? by : other).OfType<StoredUser>()]);

    // What could not be written must not be taken for true by the next call.
    private async Task WriteAsync(StoredUser[] users)
    {
        (StoredUser[] before, state.State.Users) = (state.State.Users, users);
        try
        {
            await state.WriteStateAsync(CancellationToken.None);
        }
        catch
        {
            state.State.Users = before;
            throw;
        }
    }

    private (StoredUser User, StoredSession Session)? FindSession(string id) =>
        state
            .State.Users.SelectMany(Open, (user, session) => ((StoredUser User, StoredSession Session)?)(user, session))
            .FirstOrDefault(found => found?.Session.Id == id);

    private IEnumerable<StoredSession> Open(StoredUser user) => user.Sessions.Where(session => session.EndsAt > time.GetUtcNow());

    private StoredUser? Find(string name) => Array.Find(state.State.Users, user => user.Name == name);

    private StoredUser Require(string name) =>
        Find(name) is { } user && Caller.Current.Administers(user.Account.Tenant)
            ? user
            : throw RagException.NotFound("user", AccountName.Parse(name).Name);

    private UserAccount Shown(StoredUser user) => user.Shown(Open(user).Count());
}
