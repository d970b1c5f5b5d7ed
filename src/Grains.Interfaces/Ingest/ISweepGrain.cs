namespace RagCluster.Grains.Interfaces.Ingest;

/// <summary>Hands pending documents of the store to their queues, once for the whole cluster. One, under <see cref="Key"/>.</summary>
[Alias("RagCluster.ISweepGrain")]
public interface ISweepGrain : IGrainWithStringKey
{
    /// <summary>The key.</summary>
    const string Key = "sweep";

    /// <summary>Sweeps, unless another silo's call has done so within the period.</summary>
    /// <param name="cancellationToken">Ends the sweep.</param>
    /// <returns>Documents that were handed over.</returns>
    [ResponseTimeout("00:02:00")]
    [Alias("Sweep")]
    Task<int> SweepAsync(CancellationToken cancellationToken);
}
