namespace RagCluster.Grains.Interfaces.Access;

/// <summary>
/// The users of this cluster and their sessions. Key: <see cref="Key"/>. A user's name is the whole name of the account, which the tenant
/// is a part of. Who lists and changes users meets those of the tenants that they administer, and no others.
/// </summary>
[Alias("RagCluster.IUsersGrain")]
public interface IUsersGrain : IGrainWithStringKey
{
    /// <summary>The grain's key: there is one for a cluster.</summary>
    const string Key = "users";

    /// <summary>Makes a user.</summary>
    /// <param name="made">The user.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Corpus.Errors.RagException">
    /// Invalid: no such role, or no such groups. Conflict: the name is taken, or there are too many.
    /// </exception>
    [Alias("Create")]
    Task<UserAccount> CreateAsync(NewUser made, CancellationToken cancellationToken);

    /// <summary>The users, by name.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    [Alias("List")]
    Task<UserAccount[]> ListAsync(CancellationToken cancellationToken);

    /// <summary>Removes a user and ends the sessions.</summary>
    /// <param name="name">The user's name.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Corpus.Errors.RagException">NotFound: no such user.</exception>
    [Alias("Delete")]
    Task DeleteAsync(string name, CancellationToken cancellationToken);

    /// <summary>Gives a user another role or other groups, for the open sessions too.</summary>
    /// <param name="name">The user's name.</param>
    /// <param name="role">What the user may do; null leaves it.</param>
    /// <param name="groups">The groups; null leaves them.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Corpus.Errors.RagException">Invalid: no such role, or no such groups. NotFound: no such user.</exception>
    [Alias("Change")]
    Task<UserAccount> ChangeAsync(string name, string? role, string[]? groups, CancellationToken cancellationToken);

    /// <summary>Gives a user another password and ends the sessions.</summary>
    /// <param name="name">The user's name.</param>
    /// <param name="passwordHash">The password as it is kept.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Corpus.Errors.RagException">NotFound: no such user.</exception>
    [Alias("SetPassword")]
    Task<UserAccount> SetPasswordAsync(string name, string passwordHash, CancellationToken cancellationToken);

    /// <summary>Exchanges the password of a user who knew it, and ends the sessions.</summary>
    /// <param name="name">The user's name.</param>
    /// <param name="formerHash">The password that the user knew, as it is kept.</param>
    /// <param name="passwordHash">The next, as it is kept.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>False when the password has become another one since, or the user is gone.</returns>
    [Alias("ChangePassword")]
    Task<bool> ChangePasswordAsync(string name, string formerHash, string passwordHash, CancellationToken cancellationToken);

    /// <summary>A user's password as it is kept; null when there is no such user.</summary>
    /// <param name="name">The user's name.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    [Alias("FindPassword")]
    Task<string?> FindPasswordAsync(string name, CancellationToken cancellationToken);

    /// <summary>Starts a session of a user whose password was right; null when the user is gone.</summary>
    /// <param name="name">The user's name.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    [Alias("StartSession")]
    Task<StartedSession?> StartSessionAsync(string name, CancellationToken cancellationToken);

    /// <summary>
    /// Goes on with a session under a new refresh token. One that was used before ends the session: of two who have it, one stole it.
    /// </summary>
    /// <param name="refreshToken">The refresh token.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Null when the token is not good.</returns>
    [Alias("Refresh")]
    Task<StartedSession?> RefreshAsync(string refreshToken, CancellationToken cancellationToken);

    /// <summary>Ends a session by its refresh token; nothing happens when there is none.</summary>
    /// <param name="refreshToken">The refresh token.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    [Alias("EndSession")]
    Task EndSessionAsync(string refreshToken, CancellationToken cancellationToken);

    /// <summary>Ends a session by its id, which a token names that the server has signed; nothing happens when there is none.</summary>
    /// <param name="session">The session's id.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    [Alias("CloseSession")]
    Task CloseSessionAsync(string session, CancellationToken cancellationToken);

    /// <summary>Whose a session is; null when it has ended.</summary>
    /// <param name="session">The session's id.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    [Alias("FindSession")]
    Task<KnownSession?> FindSessionAsync(string session, CancellationToken cancellationToken);

    /// <summary>The secret with which silos sign access tokens, made at the first call. Never log it.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    [Alias("SigningSecret")]
    Task<string> GetSigningSecretAsync(CancellationToken cancellationToken);
}
