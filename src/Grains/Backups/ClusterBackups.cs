using Microsoft.Extensions.Options;
using RagCluster.Backup;
using RagCluster.Backup.Manifests;
using RagCluster.Backup.Notices;
using RagCluster.Backup.Scheduling;
using RagCluster.Storage.Relational.Copying;

namespace RagCluster.Grains.Backups;

/// <summary>What the backups of this cluster are made of and where they go, as the settings say.</summary>
/// <param name="store">The store.</param>
/// <param name="files">The files beside it.</param>
/// <param name="options">The settings.</param>
/// <param name="http">Sends notices.</param>
/// <param name="time">The clock.</param>
internal sealed class ClusterBackups(
    IRowSource store,
    IBackupFiles files,
    IOptions<BackupOptions> options,
    HttpClient http,
    TimeProvider time
)
{
    private readonly BackupSchedule _schedule = BackupSchedule.Parse(options.Value.Schedule);

    /// <summary>Everything that is done with backups.</summary>
    internal BackupService Service { get; } = new(options.Value, time);

    /// <summary>Tells somebody.</summary>
    internal BackupWebhook Webhook { get; } = new(options.Value, http, time);

    /// <summary>Says whether one is due or late.</summary>
    internal BackupDue Due { get; } = new(BackupSchedule.Parse(options.Value.Schedule), options.Value.LateAfter);

    /// <summary>Whether there is anywhere to put backups.</summary>
    internal bool HasPlace => options.Value.HasDestination;

    /// <summary>Whether backups are taken by the clock.</summary>
    internal bool IsScheduled => HasPlace && !_schedule.IsOff;

    /// <summary>When one was due last; null for never.</summary>
    internal DateTimeOffset? LastDue(DateTimeOffset now) => IsScheduled ? _schedule.LastDue(now) : null;

    /// <summary>When the next one is due; null for never.</summary>
    internal DateTimeOffset? NextDue(DateTimeOffset now) => IsScheduled ? _schedule.NextDue(now) : null;

    /// <summary>Takes a backup.</summary>
    internal Task<BackupManifest> TakeAsync(BackupKind kind, CancellationToken cancellationToken) =>
        Service.TakeAsync(store, files, kind, cancellationToken);
}
