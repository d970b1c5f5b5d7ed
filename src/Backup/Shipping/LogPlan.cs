using RagCluster.Backup.Destinations;
using RagCluster.Backup.Manifests;
using RagCluster.Corpus.Errors;

namespace RagCluster.Backup.Shipping;

/// <summary>
/// Finds the backup and the segments that lead to the last state before a moment. A backup that saw look b of its chain announced, and not
/// ended, was taken before or after the look itself: the segments from b on go on top of it, and only the states of later ones are whole.
/// Nothing is left out as long as each segment follows one that is there too, or one that the backup has in it.
/// </summary>
internal sealed class LogPlan
{
    private readonly List<BackupManifest> _backups = [];
    private readonly ILookup<string, SegmentName> _chains;

    private LogPlan(IEnumerable<SegmentName> segments) => _chains = segments.ToLookup(segment => segment.Chain);

    /// <summary>Finds the way to a moment.</summary>
    /// <param name="place">The place.</param>
    /// <param name="to">The moment; null for the newest state.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="RagException">NotFound: there is no backup before it.</exception>
    internal static async Task<RestorePoint> FindAsync(BackupDestination place, DateTimeOffset? to, CancellationToken cancellationToken)
    {
        IReadOnlyList<SegmentName> segments = await new LogPlace(place).ListAsync(cancellationToken);
        string newest = to is { } moment
            ? await place.LatestAtAsync(moment, cancellationToken)
            : await place.LatestAsync(cancellationToken);
        LogPlan plan = new(segments.Where(segment => to is null || segment.AsOf <= to));
        foreach (string name in (await place.ListAsync(cancellationToken)).Reverse())
        {
            if (string.CompareOrdinal(name, newest) > 0 || await plan.AddAsync(place, name, cancellationToken))
                continue;
            break;
        }

        return plan.Best() ?? new RestorePoint(newest, []);
    }

    // Whether an older backup could lead further.
    private async Task<bool> AddAsync(BackupDestination place, string name, CancellationToken cancellationToken)
    {
        try
        {
            BackupManifest manifest = await place.ReadManifestAsync(name, cancellationToken);
            if (manifest.Kind == BackupKind.Full)
                _backups.Add(manifest);
            return manifest.Kind != BackupKind.Full || IsAmbiguous(manifest);
        }
        catch (RagException failure) when (failure.Code == BackupFailure.DamagedCode && _backups.Count > 0)
        {
            return false;
        }
    }

    // The state of the last look may be before or after this backup's own.
    private bool IsAmbiguous(BackupManifest manifest) => Way(manifest) is [{ } only] && only.Tick <= manifest.LogTick;

    private RestorePoint? Best()
    {
        if (_backups.Count == 0)
            return null;
        foreach (BackupManifest manifest in _backups)
        {
            if (Way(manifest) is [.., { } last] way && last.Tick > manifest.LogTick)
                return new RestorePoint(manifest.Name, way);
        }

        return new RestorePoint(_backups[0].Name, []);
    }

    private List<SegmentName> Way(BackupManifest manifest)
    {
        List<SegmentName> way = [];
        if (manifest.LogChain is not { } chain || manifest.LogFrom is not { } first)
            return way;
        HashSet<long> had = [];
        foreach (SegmentName segment in _chains[chain].Where(segment => segment.Tick >= first))
        {
            if (segment.Previous >= first && !had.Contains(segment.Previous))
                break;
            had.Add(segment.Tick);
            way.Add(segment);
        }

        return way;
    }
}
