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
    private readonly ConcurrentDictionary<string, (KnownApiKey? Key, long AskedAt)> _seen = new(StringComparer.Ordinal);

    /// <summary>Whose key this is; null when it is nobody's.</summary>
    internal async Task<Principal?> FindAsync(ApiKeyText text, CancellationToken cancellationToken)
    {
        if (!_seen.TryGetValue(text.Id, out (KnownApiKey? Key, long AskedAt) seen) || time.GetElapsedTime(seen.AskedAt) >= AskedAgain)
        {
            // From before the question: what is answered may be as old as that.
            long askedAt = time.GetTimestamp();
            seen = (await grains.GetGrain<IApiKeysGrain>(IApiKeysGrain.Key).FindAsync(text.Id, cancellationToken), askedAt);
            if (_seen.Count >= KeysMax)
                _seen.Clear();
            _seen[text.Id] = seen;
        }

        return
            seen.Key is { } key
            && (key.ExpiresAt is not { } end || end > time.GetUtcNow())
            && Array.Exists(key.Hashes, hash => text.Matches(hash))
            && Permissions.OfRole(key.Role) is { } permissions
            ? new Principal(text.Id, permissions) { Groups = key.Groups, Tenant = key.Tenant }
            : null;
    }
}
