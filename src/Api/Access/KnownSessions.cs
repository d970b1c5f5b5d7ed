using System.Collections.Concurrent;
using RagCluster.Access;
using RagCluster.Access.Users;
using RagCluster.Grains.Interfaces.Access;

namespace RagCluster.Api.Access;

/// <summary>
/// The sessions that this silo has just seen, as <see cref="KnownKeys"/> does for keys: one that was ended is not taken for longer than a
/// second.
/// </summary>
internal sealed class KnownSessions(IGrainFactory grains, TimeProvider time)
{
    private const int SessionsMax = 10_000;
    private static readonly TimeSpan AskedAgain = TimeSpan.FromMilliseconds(800);
    private readonly ConcurrentDictionary<string, (KnownSession? Session, long AskedAt)> _seen = new(StringComparer.Ordinal);
    private SessionTokens? _tokens;

    /// <summary>Makes an access token.</summary>
    internal async Task<string> IssueAsync(StartedSession session, TimeSpan lifetime, CancellationToken cancellationToken) =>
        (await TokensAsync(cancellationToken)).Issue(session.User, session.Session, lifetime);

    /// <summary>Whose access token this is; null when it is nobody's.</summary>
    internal async Task<Principal?> FindAsync(string token, CancellationToken cancellationToken)
    {
        if (await (await TokensAsync(cancellationToken)).ReadAsync(token) is not { } id)
            return null;
        if (!_seen.TryGetValue(id, out (KnownSession? Session, long AskedAt) seen) || time.GetElapsedTime(seen.AskedAt) >= AskedAgain)
        {
            // From before the question: what is answered may be as old as that.
            long askedAt = time.GetTimestamp();
            seen = (await Grain.FindSessionAsync(id, cancellationToken), askedAt);
            if (_seen.Count >= SessionsMax)
                _seen.Clear();
            _seen[id] = seen;
        }

        if (seen.Session is not { } session || Permissions.OfRole(session.Role) is not { } permissions)
            return null;
        AccountName account = AccountName.Parse(session.User);
        return new Principal(account.Name, permissions)
        {
            Kind = PrincipalKind.Person,
            Tenant = account.Tenant,
            Groups = session.Groups,
        };
    }

    /// <summary>Ends the session of an access token; what is none, or one that has expired, has none.</summary>
    internal async Task EndAsync(string token, CancellationToken cancellationToken)
    {
        if (await (await TokensAsync(cancellationToken)).ReadAsync(token) is not { } id)
            return;
        await Grain.CloseSessionAsync(id, cancellationToken);
        _seen.TryRemove(id, out _);
    }

    private IUsersGrain Grain => grains.GetGrain<IUsersGrain>(IUsersGrain.Key);

    // It never changes; two that ask at once get the same.
    private async Task<SessionTokens> TokensAsync(CancellationToken cancellationToken) =>
        _tokens ??= new SessionTokens(await Grain.GetSigningSecretAsync(cancellationToken), time);
}
