using RagCluster.Backup.Destinations;
using RagCluster.Backup.Manifests;
using RagCluster.Corpus.Errors;
using RagCluster.Shards.Snapshots;

namespace RagCluster.Backup;

/// <summary>
/// Removes backups that are not kept any more, and parts that none of the kept ones names. Backups share parts, so a manifest goes first
/// and its parts only when no other names them. Whatever is younger than a day is left alone: it may belong to a backup that is being
/// taken. Of what a manifest may name that can't be read (it is damaged, or sealed with another key) nothing is removed. And a backup that
/// is being taken builds upon an earlier one only while that is sure to stay (<see cref="MinimumAge"/>).
/// </summary>
/// <param name="destination">Where the backups are.</param>
/// <param name="time">The clock.</param>
public sealed class Retention(BackupDestination destination, TimeProvider time)
{
    /// <summary>No policy removes a backup that is younger.</summary>
    public static readonly TimeSpan MinimumAge = TimeSpan.FromDays(3);

    private static readonly TimeSpan UnderWayMax = TimeSpan.FromDays(1);

    /// <summary>Removes what a policy does not keep.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="cancellationToken">Ends it; what is kept is whole at every moment.</param>
    /// <returns>The backups that were removed.</returns>
    /// <exception cref="IOException">The destination failed.</exception>
    public async Task<IReadOnlyList<string>> RunAsync(RetentionPolicy policy, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(policy);
        DateTimeOffset now = time.GetUtcNow();
        IReadOnlyList<string> names = await destination.ListAsync(cancellationToken);
        (string, DateTimeOffset)[] backups = [.. names.Select(name => (name, BackupName.TimeOf(name)))];
        RetentionPolicy safe = policy with { KeepAll = policy.KeepAll > MinimumAge ? policy.KeepAll : MinimumAge };
        IReadOnlyList<string> expired = safe.Expired(backups, now);
        foreach (string name in expired)
            await destination.DeleteAsync(BackupName.Manifest(name), cancellationToken);
        await SweepAsync(now, cancellationToken);
        return expired;
    }

    // Reads the manifests that are there now: one that came since the list above is among them.
    private async Task SweepAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        IReadOnlyList<StoredObject> objects = await destination.ObjectsAsync(cancellationToken);
        HashSet<string> named = new(StringComparer.Ordinal);
        DateTimeOffset lastUnreadable = DateTimeOffset.MinValue;
        foreach (string name in await destination.ListAsync(cancellationToken))
        {
            try
            {
                BackupManifest manifest = await destination.ReadManifestAsync(name, cancellationToken);
                named.UnionWith(manifest.Parts.Select(part => BackupName.Object(part.Name)));
            }
            catch (RagException)
            {
                // It may name any part that is not younger than itself. The list of backups says what is wrong with it.
                lastUnreadable = BackupName.TimeOf(name) > lastUnreadable ? BackupName.TimeOf(name) : lastUnreadable;
            }
        }

        foreach (string item in objects.Select(item => item.Name))
        {
            string part = item.StartsWith(BackupName.Root + "/", StringComparison.Ordinal) ? item[(BackupName.Root.Length + 1)..] : "";
            if (!BackupName.IsPart(part) || named.Contains(item))
                continue;
            DateTimeOffset at = BackupName.TimeOf(part);
            if (at > lastUnreadable && now - at > UnderWayMax)
                await destination.DeleteAsync(item, cancellationToken);
        }
    }
}
