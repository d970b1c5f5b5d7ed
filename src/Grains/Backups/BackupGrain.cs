using Microsoft.Extensions.Logging;
using RagCluster.Backup;
using RagCluster.Backup.Manifests;
using RagCluster.Backup.Notices;
using RagCluster.Grains.Interfaces.Operations;

namespace RagCluster.Grains.Backups;

/// <summary>
/// Takes one backup at a time beside its turns. What was taken is read from the place itself when the grain starts: a cluster that was
/// restarted, or whose grain moved, neither forgets a backup that is due nor takes one twice.
/// </summary>
internal sealed partial class BackupGrain(ClusterBackups backups, TimeProvider time, ILogger<BackupGrain> log) : Grain, IBackupGrain
{
    private static readonly TimeSpan BackupMax = TimeSpan.FromHours(24);
    private readonly CancellationTokenSource _deactivated = new();
    private readonly DateTimeOffset _watchedSince = time.GetUtcNow();
    private BackupState _state = new(false, null, null, 0, null, null, null);
    private DateTimeOffset? _failedAt;
    private DateTimeOffset? _reportedLate;
    private string? _chain;
    private bool _hasLooked;

    /// <inheritdoc/>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await _deactivated.CancelAsync();
        await base.OnDeactivateAsync(reason, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<BackupState> StartAsync(bool isConfiguration)
    {
        if (!backups.HasPlace)
            throw BackupTexts.NoPlace();
        if (!_state.IsRunning)
        {
            _state = _state with { IsRunning = true };
            DelayDeactivation(BackupMax);
            _ = RunAsync(isConfiguration ? BackupKind.Configuration : BackupKind.Full);
        }

        return GetAsync();
    }

    /// <inheritdoc/>
    public Task<BackupState> GetAsync() => Task.FromResult(_state with { NextDueAt = backups.NextDue(time.GetUtcNow()) });

    /// <inheritdoc/>
    public async Task<StoredBackup[]> ListAsync(CancellationToken cancellationToken) =>
        backups.HasPlace ? [.. (await backups.Service.ListAsync(cancellationToken)).Select(BackupTexts.Stored)] : [];

    /// <inheritdoc/>
    public async Task TickAsync(CancellationToken cancellationToken)
    {
        if (_state.IsRunning)
            return;
        if (!_hasLooked)
        {
            if (await backups.Service.FindLastFullAsync(cancellationToken) is { } newest)
                Note(newest);
            _hasLooked = true;
        }

        DateTimeOffset now = time.GetUtcNow();
        if (backups.IsDue(now, _state.LastSuccessAt, _failedAt) || await backups.LacksBaseAsync(now, _failedAt, _chain, cancellationToken))
            await StartAsync(isConfiguration: false);
        DateTimeOffset? due = backups.LastDue(now);
        if (_reportedLate == due || !backups.IsLate(now, _state.LastSuccessAt, _watchedSince))
            return;
        _reportedLate = due;
        BackupMeter.Ended(BackupEvent.Late);
        await NotifyAsync(BackupTexts.Late(due, _state.Failure, now));
    }

    // Nobody waits for this task: who asks for the state hears what became of it.
    private async Task RunAsync(BackupKind kind)
    {
        DateTimeOffset began = time.GetUtcNow();
        try
        {
            BackupSummary taken = BackupSummary.Of(await Task.Run(() => backups.TakeAsync(kind, _deactivated.Token)));
            TimeSpan took = time.GetUtcNow() - began;
            if (kind == BackupKind.Full)
                Note(taken);
            _state = _state with { IsRunning = false, Ended = _state.Ended + 1, Ending = taken.Name, Failure = null };
            _failedAt = null;
            BackupMeter.Taken(took);
            await NotifyAsync(BackupTexts.Succeeded(taken, took, time.GetUtcNow()));
        }
        catch (Exception failure)
        {
            LogFailed(failure);
            _state = _state with { IsRunning = false, Ended = _state.Ended + 1, Ending = null, Failure = failure.Message };
            _failedAt = time.GetUtcNow();
            // A node that is stopped ends what it does; the next one takes the backup.
            if (_deactivated.IsCancellationRequested)
                return;
            BackupMeter.Ended(BackupEvent.Failed);
            await NotifyAsync(BackupTexts.Failed(failure.Message, time.GetUtcNow()));
        }
    }

    private void Note(BackupSummary newest)
    {
        _chain = newest.LogChain;
        _state = _state with { LastBackup = newest.Name, LastSuccessAt = newest.CreatedAt };
        BackupMeter.Newest(newest.CreatedAt, newest.Bytes);
    }

    private async Task NotifyAsync(BackupNotice notice)
    {
        if (await backups.Webhook.SendAsync(notice, _deactivated.Token) is { } failure)
            LogNotDelivered(failure);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A backup could not be taken")]
    private partial void LogFailed(Exception error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The notice of a backup did not get to the webhook: {Failure}")]
    private partial void LogNotDelivered(string failure);
}
