using Microsoft.Extensions.Options;
using RagCluster.Backup;
using RagCluster.Backup.Manifests;
using RagCluster.Backup.Notices;
using RagCluster.Backup.Scheduling;
using RagCluster.Backup.Shipping;
using RagCluster.Storage.Relational.Copying;

namespace RagCluster.Grains.Backups;

/// <summary>What the backups of this cluster are made of and where they go, as the settings say.</summary>
/// <param name="store">The store.</param>
/// <param name="files">The files beside it.</param>
/// <param name="options">The settings.</param>
/// <param name="log">Ships changes.</param>
/// <param name="http">Sends notices.</param>
/// <param name="time">The clock.</param>
internal sealed class ClusterBackups(
    IRowSource store,
    IBackupFiles files,
    IOptions<BackupOptions> options,
    LogShipper log,
    HttpClient http,
    TimeProvider time
)
{
    private readonly BackupSchedule _schedule = BackupSchedule.Parse(options.Value.Schedule);

    /// <summary>Everything that is done with backups.</summary>
    internal BackupService Service { get; } = new(options.Value, time);

    /// <summary>Tells somebody.</summary>
    internal BackupWebhook Webhook { get; } = new(options.Value, http, time);

    /// <summary>Whether there is anywhere to put backups.</summary>
    internal bool HasPlace => options.Value.HasDestination;

    private bool IsScheduled => HasPlace && !_schedule.IsOff;

    private BackupDue Due { get; } = new(BackupSchedule.Parse(options.Value.Schedule), options.Value.LateAfter);

    /// <summary>Whether the schedule wants a backup now.</summary>
    internal bool IsDue(DateTimeOffset now, DateTimeOffset? lastSuccess, DateTimeOffset? lastFailure) =>
        IsScheduled && Due.IsDue(now, lastSuccess, lastFailure);

    /// <summary>Whether one that the schedule wanted has been missing for too long.</summary>
    internal bool IsLate(DateTimeOffset now, DateTimeOffset? lastSuccess, DateTimeOffset watchedSince) =>
        IsScheduled && Due.IsLate(now, lastSuccess, watchedSince);

    /// <summary>
    /// Whether the log that is shipped has no backup that it goes on from: until there is one, nothing of it can be restored.
    /// </summary>
    internal async Task<bool> LacksBaseAsync(
        DateTimeOffset now,
        DateTimeOffset? lastFailure,
        string? chain,
        CancellationToken cancellationToken
    ) =>
        options.Value.LogShipping != LogShipping.Off
        && (lastFailure is not { } failed || now - failed >= BackupDue.RetryDelay)
        && await log.ChainAsync(cancellationToken) != chain;

    /// <summary>When one was due last; null for never.</summary>
    internal DateTimeOffset? LastDue(DateTimeOffset now) => IsScheduled ? _schedule.LastDue(now) : null;

    /// <summary>When the next one is due; null for never.</summary>
    internal DateTimeOffset? NextDue(DateTimeOffset now) => IsScheduled ? _schedule.NextDue(now) : null;

    /// <summary>Takes a backup. Where changes are shipped they are noted before it is taken, so that the log goes on from it.</summary>
    internal async Task<BackupManifest> TakeAsync(BackupKind kind, CancellationToken cancellationToken)
    {
        if (options.Value.LogShipping != LogShipping.Off)
            await log.ChainAsync(cancellationToken);
        return await Service.TakeAsync(store, files, kind, cancellationToken);
    }
}
