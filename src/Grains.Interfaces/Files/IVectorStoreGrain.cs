namespace RagCluster.Grains.Interfaces.Files;

/// <summary>The label of a collection that is used as a vector store. Key: <c>tenant/collection</c>.</summary>
[Alias("RagCluster.IVectorStoreGrain")]
public interface IVectorStoreGrain : IGrainWithStringKey
{
    /// <summary>The label; null where nobody gave it one.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    [Alias("Get")]
    Task<VectorStoreLabel?> GetAsync(CancellationToken cancellationToken);

    /// <summary>Gives it a label, or takes it away with null.</summary>
    /// <param name="label">The label.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    [Alias("Set")]
    Task SetAsync(VectorStoreLabel? label, CancellationToken cancellationToken);

    /// <summary>Notes that it is used, at most once an hour.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    [Alias("Touch")]
    Task TouchAsync(CancellationToken cancellationToken);
}
