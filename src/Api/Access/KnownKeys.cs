using System.Collections.Concurrent;
using RagCluster.Access;
using RagCluster.Access.Keys;
using RagCluster.Grains.Interfaces.Access;

namespace RagCluster.Api.Access;

/// <summary>
/// The API keys that this silo has just seen. The grain that keeps them is asked again after most of a second, so that a key that was
/// revoked is not taken for longer than one.
/// </summary>
internal sealed class KnownKeys(IGrainFactory grains, TimeProvider time)
{
    // Ids that nobody made are remembered too, and whoever guesses ids must not fill the memory.
    private const int KeysMax = 10_000;
    private static readonly TimeSpan AskedAgain = TimeSpan.FromMilliseconds(800);

    // The new secret of a key that was just rotated is not known yet; whoever guesses waits, and makes nobody ask more often than that.
    private static readonly TimeSpan AskedAgainInDoubt = TimeSpan.FromMilliseconds(50);
    private readonly ConcurrentDictionary<string, (KnownApiKey? Key, long AskedAt)> _seen = new(StringComparer.Ordinal);

    /// <summary>Whose key this is; null when it is nobody's.</summary>
    internal async Task<Principal?> FindAsync(ApiKeyText text, CancellationToken cancellationToken)
    {
        if (!_seen.TryGetValue(text.Id, out (KnownApiKey? Key, long AskedAt) seen) || time.GetElapsedTime(seen.AskedAt) >= AskedAgain)
            seen = await AskAsync(text, cancellationToken);
        else if (seen.Key is { } other && !IsOf(other, text))
            seen = await AskInDoubtAsync(text, seen.AskedAt, cancellationToken);
        return
            seen.Key is { } key
            && (key.ExpiresAt is not { } end || end > time.GetUtcNow())
            && IsOf(key, text)
            && Permissions.OfRole(key.Role) is { } permissions
            ? new Principal(text.Id, permissions & Permissions.Of(key.Permissions)) { Groups = key.Groups, Tenant = key.Tenant }
            : null;
    }

    private async Task<(KnownApiKey? Key, long AskedAt)> AskInDoubtAsync(ApiKeyText text, long askedAt, CancellationToken cancellationToken)
    {
        TimeSpan rest = AskedAgainInDoubt - time.GetElapsedTime(askedAt);
        if (rest > TimeSpan.Zero)
            await Task.Delay(rest, time, cancellationToken);
        // Of those who waited the first one asks.
        return _seen.TryGetValue(text.Id, out (KnownApiKey? Key, long AskedAt) seen) && seen.AskedAt != askedAt
            ? seen
            : await AskAsync(text, cancellationToken);
    }

    private async Task<(KnownApiKey? Key, long AskedAt)> AskAsync(ApiKeyText text, CancellationToken cancellationToken)
    {
        // From before the question: what is answered may be as old as that.
        long askedAt = time.GetTimestamp();
        KnownApiKey? key = await grains.GetGrain<IApiKeysGrain>(IApiKeysGrain.Key).FindAsync(text.Id, text.Hash(), cancellationToken);
        if (_seen.Count >= KeysMax)
            _seen.Clear();
        return _seen[text.Id] = (key, askedAt);
    }

    private static bool IsOf(KnownApiKey key, ApiKeyText text) => Array.Exists(key.Hashes, hash => text.Matches(hash));
}
