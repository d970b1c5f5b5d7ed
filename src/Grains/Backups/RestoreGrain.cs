using Microsoft.Extensions.Logging;
using RagCluster.Backup.Restoring;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Operations;
using RagCluster.Storage.Relational.Copying;

namespace RagCluster.Grains.Backups;

/// <summary>
/// Restores one collection at a time beside its turns. A restore ends with the grain's activation, and what it had written is removed: by
/// itself, or, where its process ended, before the next restore and at the next start of a silo.
/// </summary>
internal sealed partial class RestoreGrain(ClusterBackups backups, CollectionImports imports, ILogger<RestoreGrain> log)
    : Grain,
        IRestoreGrain
{
    private static readonly TimeSpan RestoreMax = TimeSpan.FromHours(24);
    private readonly CancellationTokenSource _deactivated = new();
    private RestoreState _state = new(false, 0, null, null, null, null, 0, 0, 0, null);
    private RestoreProgress? _progress;

    /// <inheritdoc/>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await _deactivated.CancelAsync();
        await base.OnDeactivateAsync(reason, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<RestoreState> StartAsync(RestoreRequest request, CancellationToken cancellationToken)
    {
        if (!backups.HasPlace)
            throw BackupTexts.NoPlace();
        if (_state.IsRunning)
        {
            throw new RagException(
                ErrorKind.Conflict,
                "restore-runs",
                $"The collection '{_state.Target}' is being restored: wait for it (GET /api/v1/restores/state)."
            );
        }

        // Whoever runs the cluster may name a tenant's collection; it stays that tenant's.
        CollectionId source = request.Collection.Split('/') is [{ Length: > 0 } tenant, { Length: > 0 } name]
            ? new CollectionId(tenant, name)
            : new CollectionId(CollectionId.DefaultTenant, request.Collection);
        CollectionId target = source with { Name = request.Target };
        await imports.RequireFreeAsync(target, cancellationToken);
        await SweepAsync(cancellationToken);
        _progress = null;
        _state = new RestoreState(true, _state.Job + 1, request.Collection, request.Target, request.Backup, null, 0, 0, 0, null);
        DelayDeactivation(RestoreMax);
        _ = RunAsync(request, source, target);
        return await GetAsync();
    }

    /// <inheritdoc/>
    public Task<RestoreState> GetAsync() =>
        Task.FromResult(
            Volatile.Read(ref _progress) is { } made
                ? _state with
                {
                    Parts = made.Parts,
                    PartsTotal = made.PartsTotal,
                    Rows = made.Rows,
                }
                : _state
        );

    /// <inheritdoc/>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        if (_state.IsRunning)
            return 0;
        int removed = await imports.SweepAsync(cancellationToken);
        if (removed > 0)
            LogSwept(removed);
        return removed;
    }

    // Nobody waits for this task: who asks for the state hears what became of it.
    private async Task RunAsync(RestoreRequest request, CollectionId source, CollectionId target)
    {
        try
        {
            RestoreReport report = await Task.Run(() => RestoreAsync(request, source, target));
            _state = _state with { IsRunning = false, Backup = report.Backup, AsOf = report.CreatedAt };
        }
        catch (Exception failure)
        {
            LogFailed(target.Name, failure);
            _state = _state with { IsRunning = false, Failure = failure.Message };
        }
    }

    private Task<RestoreReport> RestoreAsync(RestoreRequest request, CollectionId source, CollectionId target) =>
        backups.Service.RestoreAsync(
            request.Backup,
            request.At,
            (place, point) =>
                new CollectionRestore(place, imports).RunAsync(
                    point.Backup,
                    new RestorePlan(source.Tenant, source.Name) { Log = point.Log },
                    target,
                    NoteAsync,
                    _deactivated.Token
                ),
            _deactivated.Token
        );

    private Task NoteAsync(RestoreProgress made)
    {
        Volatile.Write(ref _progress, made);
        return Task.CompletedTask;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The collection {Name} could not be restored")]
    private partial void LogFailed(string name, Exception error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} collections whose restore had not ended were removed")]
    private partial void LogSwept(int count);
}
