using RagCluster.Corpus.Collections;

namespace RagCluster.Grains.Interfaces.Collections;

/// <summary>What a tenant owns. Key: the tenant's name.</summary>
[Alias("RagCluster.ITenantGrain")]
public interface ITenantGrain : IGrainWithStringKey
{
    /// <summary>The tenant's collections by name.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    [Alias("ListCollections")]
    Task<CollectionState[]> ListCollectionsAsync(CancellationToken cancellationToken);
}
