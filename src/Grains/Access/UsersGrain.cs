using RagCluster.Access.Users;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Access;

namespace RagCluster.Grains.Access;

/// <summary>Keeps users and sessions; what is secret in them as hashes, but for the secret of the access tokens, which signs.</summary>
internal sealed class UsersGrain([PersistentState("users")] IPersistentState<StoredUsers> state, TimeProvider time) : Grain, IUsersGrain
{
    private const int SessionsMax = 10;
    private DateTimeOffset Now => time.GetUtcNow();

    /// <inheritdoc/>
    public async Task<UserAccount> CreateAsync(NewUser made, CancellationToken cancellationToken)
    {
        StoredUser user = NewUserRules.Check(made, state.State, Now);
        await WriteAsync([.. state.State.Users, user]);
        return user.Shown(Now);
    }

    /// <inheritdoc/>
    public Task<UserAccount[]> ListAsync(CancellationToken cancellationToken) => Task.FromResult(state.State.Shown(Caller.Current, Now));

    /// <inheritdoc/>
    public Task DeleteAsync(string name, CancellationToken cancellationToken) => ReplaceAsync(Require(name), null);

    /// <inheritdoc/>
    public async Task<UserAccount> ChangeAsync(string name, string? role, string[]? groups, CancellationToken cancellationToken)
    {
        StoredUser user = Require(name);
        AccountRules.CheckedRole(role ?? user.Role);
        AccountRules.CheckGroups(groups ?? user.Groups);
        StoredUser changed = user with { Role = role ?? user.Role, Groups = groups ?? user.Groups };
        await ReplaceAsync(user, changed);
        return changed.Shown(Now);
    }

    /// <inheritdoc/>
    public async Task<UserAccount> SetPasswordAsync(string name, string passwordHash, CancellationToken cancellationToken)
    {
        StoredUser user = Require(name);
        StoredUser changed = user with { PasswordHash = passwordHash, Sessions = [] };
        await ReplaceAsync(user, changed);
        return changed.Shown(Now);
    }

    /// <inheritdoc/>
    public async Task<bool> ChangePasswordAsync(string name, string formerHash, string passwordHash, CancellationToken cancellationToken)
    {
        if (state.State.Find(name) is not { } user || user.PasswordHash != formerHash)
            return false;
        await ReplaceAsync(user, user with { PasswordHash = passwordHash, Sessions = [] });
        return true;
    }

    /// <inheritdoc/>
    public Task<string?> FindPasswordAsync(string name, CancellationToken cancellationToken) =>
        Task.FromResult(state.State.Find(name)?.PasswordHash);

    /// <inheritdoc/>
    public async Task<StartedSession?> StartSessionAsync(string name, CancellationToken cancellationToken)
    {
        if (state.State.Find(name) is not { } user)
            return null;
        RefreshText token = RefreshText.New();
        StoredSession session = StoredSession.Start(token, Now);
        // Who signs in everywhere and out nowhere loses the oldest session.
        await ReplaceAsync(user, user with { Sessions = [.. user.Open(Now).TakeLast(SessionsMax - 1), session] });
        return new StartedSession(user.Name, session.Id, token.ToString());
    }

    /// <inheritdoc/>
    public async Task<StartedSession?> RefreshAsync(string refreshToken, CancellationToken cancellationToken)
    {
        if (
            RefreshText.Parse(refreshToken) is not { } token
            || state.State.FindSession(token.Session, Now) is not (StoredUser user, StoredSession session)
        )
            return null;
        if (!token.Matches(session.Hash))
        {
            if (session.HasUsed(token))
                await ReplaceAsync(user, user.Without(session));
            return null;
        }

        RefreshText next = token.Next();
        StoredSession renewed = session.Renew(next, Now);
        await ReplaceAsync(user, user with { Sessions = [.. user.Open(Now).Select(open => open == session ? renewed : open)] });
        return new StartedSession(user.Name, session.Id, next.ToString());
    }

    /// <inheritdoc/>
    public async Task EndSessionAsync(string refreshToken, CancellationToken cancellationToken)
    {
        if (
            RefreshText.Parse(refreshToken) is { } token
            && state.State.FindSession(token.Session, Now) is (StoredUser user, StoredSession session)
            && (token.Matches(session.Hash) || session.HasUsed(token))
        )
            await ReplaceAsync(user, user.Without(session));
    }

    /// <inheritdoc/>
    public Task CloseSessionAsync(string session, CancellationToken cancellationToken) =>
        state.State.FindSession(session, Now) is (StoredUser user, StoredSession open)
            ? ReplaceAsync(user, user.Without(open))
            : Task.CompletedTask;

    /// <inheritdoc/>
    public Task<KnownSession?> FindSessionAsync(string session, CancellationToken cancellationToken) =>
        Task.FromResult(
            state.State.FindSession(session, Now) is (StoredUser user, _) ? new KnownSession(user.Name, user.Role, user.Groups) : null
        );

    /// <inheritdoc/>
    public async Task<string> GetSigningSecretAsync(CancellationToken cancellationToken)
    {
        if (state.State.SigningSecret.Length == 0)
        {
            state.State.SigningSecret = StoredUsers.NewSecret();
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

    private StoredUser Require(string name) =>
        state.State.Find(name) is { } user && Caller.Current.Administers(user.Account.Tenant)
            ? user
            : throw RagException.NotFound("user", AccountName.Parse(name).Name);
}
