using Orleans.Concurrency;

namespace RagCluster.Grains.Interfaces.Operations;

/// <summary>Restores collections of backups into the running cluster, one after the other. Key: <see cref="Key"/>.</summary>
[Alias("RagCluster.IRestoreGrain")]
public interface IRestoreGrain : IGrainWithStringKey
{
    /// <summary>The only key: what another restore left can be removed only where none runs.</summary>
    const string Key = "restores";

    /// <summary>Begins a restore.</summary>
    /// <param name="request">What is restored.</param>
    /// <param name="cancellationToken">Ends the wait; a restore that began goes on.</param>
    /// <exception cref="Corpus.Errors.RagException">
    /// Conflict: the name is taken, a restore runs, or no place for backups is set. Invalid: that is no name.
    /// </exception>
    [Alias("Start")]
    Task<RestoreState> StartAsync(RestoreRequest request, CancellationToken cancellationToken);

    /// <summary>The restore that runs, or what became of the last one.</summary>
    [AlwaysInterleave]
    [ReadOnly]
    [Alias("Get")]
    Task<RestoreState> GetAsync();

    /// <summary>Removes what restores left whose process ended. Every silo calls when it starts.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>How many there were.</returns>
    [Alias("Sweep")]
    Task<int> SweepAsync(CancellationToken cancellationToken);
}
