namespace RagCluster.Grains.Interfaces.Operations;

/// <summary>Removes from the store what nobody needs any more, for operators. Key: <see cref="Key"/>.</summary>
[Alias("RagCluster.ICleanupGrain")]
public interface ICleanupGrain : IGrainWithStringKey
{
    /// <summary>The only key: two cleanups at once would wait for each other's rows.</summary>
    const string Key = "cleanup";

    /// <summary>Removes finished jobs past their retention, cached values whose time is over, and contents without a document.</summary>
    /// <param name="cancellationToken">Ends it; what was removed stays so.</param>
    /// <exception cref="Corpus.Errors.RagException">Unavailable: the store does not answer.</exception>
    [ResponseTimeout("00:10:00")]
    [Alias("Clean")]
    Task<CleanupResult> CleanAsync(CancellationToken cancellationToken);

    /// <summary>Writes the store's database anew, without what its file holds beside the rows.</summary>
    /// <param name="cancellationToken">Ends it; the database stays as it was.</param>
    /// <returns>By how many bytes its file became shorter; null where the database's server looks after that.</returns>
    /// <exception cref="Corpus.Errors.RagException">Unavailable: the store does not answer, its disk lacks room for a second file, or it is
    /// being copied.</exception>
    [ResponseTimeout("00:10:00")]
    [Alias("Compact")]
    Task<long?> CompactAsync(CancellationToken cancellationToken);
}
