using Orleans.Concurrency;

namespace RagCluster.Grains.Interfaces.Operations;

/// <summary>Ships the store's changes to the places for backups, for the whole cluster. Key: <see cref="Key"/>.</summary>
[Alias("RagCluster.ILogShippingGrain")]
public interface ILogShippingGrain : IGrainWithStringKey
{
    /// <summary>The only key.</summary>
    const string Key = "log";

    /// <summary>
    /// Ships what has changed. When it returns, whatever was committed before the call is at every place; calls at one time share the work.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait; the work goes on for the others.</param>
    /// <exception cref="Corpus.Errors.RagException">Unavailable: the store or a place does not answer.</exception>
    [AlwaysInterleave]
    [Alias("Ship")]
    Task ShipAsync(CancellationToken cancellationToken);
}
