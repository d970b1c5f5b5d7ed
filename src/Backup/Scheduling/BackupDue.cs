namespace RagCluster.Backup.Scheduling;

/// <summary>Says whether a backup should be taken now, and whether one is late: by the schedule and what became of the last ones.</summary>
/// <param name="schedule">When backups are due.</param>
/// <param name="lateAfter">For so long a backup that is due may be missing.</param>
public sealed class BackupDue(BackupSchedule schedule, TimeSpan lateAfter)
{
    /// <summary>For so long nothing is tried after a failure.</summary>
    public static readonly TimeSpan RetryDelay = TimeSpan.FromMinutes(10);

    /// <summary>Whether a backup should be taken. One that was missed while no server ran is made up for.</summary>
    /// <param name="now">The present.</param>
    /// <param name="lastSuccess">The moment whose state the newest backup holds; null for none.</param>
    /// <param name="lastFailure">When the last attempt failed; null when none did since the last success.</param>
    public bool IsDue(DateTimeOffset now, DateTimeOffset? lastSuccess, DateTimeOffset? lastFailure) =>
        IsMissing(now, lastSuccess) && (lastFailure is not { } failed || now - failed >= RetryDelay);

    /// <summary>Whether a backup has been missing for too long.</summary>
    /// <param name="now">The present.</param>
    /// <param name="lastSuccess">The moment whose state the newest backup holds; null for none.</param>
    /// <param name="watchedSince">Since when somebody looks; what was missed before is not late yet.</param>
    public bool IsLate(DateTimeOffset now, DateTimeOffset? lastSuccess, DateTimeOffset watchedSince) =>
        IsMissing(now, lastSuccess) && schedule.LastDue(now) is { } due && now - (due > watchedSince ? due : watchedSince) >= lateAfter;

    private bool IsMissing(DateTimeOffset now, DateTimeOffset? lastSuccess) =>
        schedule.LastDue(now) is { } due && (lastSuccess is not { } taken || taken < due);
}
