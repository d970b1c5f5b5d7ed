namespace RagCluster.Backup;

/// <summary>Which backups are kept. The newest always is.</summary>
/// <param name="KeepAll">For so long every backup is kept.</param>
/// <param name="KeepDaily">For so long the last backup of each day is kept.</param>
public sealed record RetentionPolicy(TimeSpan KeepAll, TimeSpan KeepDaily)
{
    /// <summary>Of backups, those that are not kept.</summary>
    /// <param name="backups">Names with the moment of each.</param>
    /// <param name="now">The present moment.</param>
    public IReadOnlyList<string> Expired(IReadOnlyCollection<(string Name, DateTimeOffset At)> backups, DateTimeOffset now)
    {
        (string Name, DateTimeOffset At)[] ordered = [.. backups.OrderByDescending(backup => backup.At)];
        HashSet<string> kept =
        [
            .. ordered.Take(1).Select(backup => backup.Name),
            .. ordered.Where(backup => now - backup.At <= KeepAll).Select(backup => backup.Name),
            .. ordered
                .Where(backup => now - backup.At <= KeepDaily)
                .GroupBy(backup => backup.At.UtcDateTime.Date)
                .Select(day => day.First().Name),
        ];
        return [.. ordered.Select(backup => backup.Name).Where(name => !kept.Contains(name))];
    }
}
