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
        bool isName = UserNames.IsAccount(user);
        AuditNote.Set(context, isName ? AuditNote.NameOf(user) : "unknown", StatusCodes.Status401Unauthorized);
        LimitOutcome outcome = await limits.TakeSignInAsync(context, user);
        if (!outcome.IsAccepted)
        {
            throw new RagException(ErrorKind.Overloaded, "rate-limited", "Too many attempts to sign in. Try again later.")
            {
                RetryAfter = outcome.Reset,
            };
        }

        if (!isName || password.Length is 0 or > Passwords.LengthMax)
            return null;
        IUsersGrain users = grains.GetGrain<IUsersGrain>(IUsersGrain.Key);
        string? hash = await users.FindPasswordAsync(user, context.RequestAborted);
        if (!await HashedAsync(() => Passwords.Matches(hash, password), context.RequestAborted))
            return null;
        StartedSession? session = await users.StartSessionAsync(user, context.RequestAborted);
        if (session is not null)
            AuditNote.Set(context, AuditNote.NameOf(user), StatusCodes.Status200OK);
        return session;
    }

    /// <summary>The form in which a password is kept.</summary>
    internal Task<string> HashAsync(string password, CancellationToken cancellationToken) =>
        HashedAsync(() => Passwords.Hash(password), cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _places.Dispose();

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
