using Orleans.Concurrency;

namespace RagCluster.Grains.Interfaces.Operations;

/// <summary>Takes backups of the running cluster, by the schedule and when an operator asks. Key: <see cref="Key"/>.</summary>
[Alias("RagCluster.IBackupGrain")]
public interface IBackupGrain : IGrainWithStringKey
{
    /// <summary>The only key: the whole cluster has one schedule.</summary>
    const string Key = "backups";

    /// <summary>Begins a backup, unless one runs.</summary>
    /// <param name="isConfiguration">Whether it holds settings, the models' list and the collections without documents only.</param>
    /// <exception cref="Corpus.Errors.RagException">Conflict: no place for backups is set.</exception>
    [Alias("Start")]
    Task<BackupState> StartAsync(bool isConfiguration);

    /// <summary>The backup that runs, and what became of the last one.</summary>
    [AlwaysInterleave]
    [ReadOnly]
    [Alias("Get")]
    Task<BackupState> GetAsync();

    /// <summary>The backups at the place that is read first, the newest first; none where no place is set.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    [AlwaysInterleave]
    [ReadOnly]
    [Alias("List")]
    Task<StoredBackup[]> ListAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Takes a backup if one is due, and tells if one is late. Every silo calls, so that it happens whichever of them lives.
    /// </summary>
    /// <param name="cancellationToken">Ends it.</param>
    [Alias("Tick")]
    Task TickAsync(CancellationToken cancellationToken);
}
