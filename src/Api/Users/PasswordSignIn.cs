using Microsoft.AspNetCore.Http;
using RagCluster.Access.Limits;
using RagCluster.Access.Users;
using RagCluster.Api.Auditing;
using RagCluster.Api.Limits;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Access;

namespace RagCluster.Api.Users;

/// <summary>
/// Lets a user in by a password. Guessing is throttled by the name and by the address, over all silos, whatever the other limits say; and
/// only a few passwords are hashed at once, since each takes a processor for a tenth of a second.
/// </summary>
internal sealed class PasswordSignIn(IGrainFactory grains, RateLimits limits) : IDisposable
{
    private const int HashedAtOnce = 2;
    private readonly SemaphoreSlim _places = new(HashedAtOnce);

    /// <summary>Starts a session of a user; null when there is no such user or the password is another one.</summary>
    /// <exception cref="RagException">Overloaded: tried too often.</exception>
    internal async Task<StartedSession?> TryAsync(HttpContext context, string name, string password)
    {
        string user = UserNames.Fold(name);
        return await FindAsync(context, user, password) is null ? null : await StartAsync(context, user);
    }

    /// <summary>
    /// Exchanges the password of a user who knows it, ends the sessions, and starts one; null when there is no such user or the password is
    /// another one.
    /// </summary>
    /// <param name="context">The request.</param>
    /// <param name="name">The user's name.</param>
    /// <param name="password">The password that is good now.</param>
    /// <param name="next">The next.</param>
    /// <exception cref="RagException">Overloaded: tried too often. Invalid: the next is none.</exception>
    internal async Task<StartedSession?> ChangeAsync(HttpContext context, string name, string password, string next)
    {
        Checked(next, "new_password");
        string user = UserNames.Fold(name);
        if (await FindAsync(context, user, password) is not { } former)
            return null;
        string hash = await HashAsync(next, context.RequestAborted);
        return await Users.ChangePasswordAsync(user, former, hash, context.RequestAborted) ? await StartAsync(context, user) : null;
    }

    /// <summary>A password that may be one.</summary>
    /// <exception cref="RagException">Invalid: too short or too long.</exception>
    internal static string Checked(string password, string field) =>
        password.Length is >= Passwords.LengthMin and <= Passwords.LengthMax
            ? password
            : throw RagException.Invalid(field, $"A password has {Passwords.LengthMin} to {Passwords.LengthMax} characters.");

    /// <summary>The form in which a password is kept.</summary>
    internal Task<string> HashAsync(string password, CancellationToken cancellationToken) =>
        HashedAsync(() => Passwords.Hash(password), cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _places.Dispose();

    private IUsersGrain Users => grains.GetGrain<IUsersGrain>(IUsersGrain.Key);

    // The password as it is kept, of a user who knows it.
    private async Task<string?> FindAsync(HttpContext context, string user, string password)
    {
        bool isName = UserNames.IsAccount(user);
        AuditNote.Set(context, isName ? AuditNote.NameOf(user) : "unknown", StatusCodes.Status401Unauthorized);
        LimitOutcome outcome = await limits.TakeSignInAsync(context, user);
        if (!outcome.IsAccepted)
        {
            AuditNote.Set(context, isName ? AuditNote.NameOf(user) : "unknown", StatusCodes.Status429TooManyRequests);
            throw new RagException(ErrorKind.Overloaded, "rate-limited", "Too many attempts to sign in. Try again later.")
            {
                RetryAfter = outcome.Reset,
            };
        }

        if (!isName || password.Length is 0 or > Passwords.LengthMax)
            return null;
        string? hash = await Users.FindPasswordAsync(user, context.RequestAborted);
        return await HashedAsync(() => Passwords.Matches(hash, password), context.RequestAborted) ? hash : null;
    }

    private async Task<StartedSession?> StartAsync(HttpContext context, string user)
    {
        StartedSession? session = await Users.StartSessionAsync(user, context.RequestAborted);
        if (session is not null)
            AuditNote.Set(context, AuditNote.NameOf(user), StatusCodes.Status200OK);
        return session;
    }

    private async Task<T> HashedAsync<T>(Func<T> hash, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(hash, cancellationToken);
        }
        finally
        {
            _places.Release();
        }
    }
}
