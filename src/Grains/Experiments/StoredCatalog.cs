namespace RagCluster.Grains.Experiments;

/// <summary>The state of an <see cref="ExperimentCatalogGrain"/>.</summary>
[GenerateSerializer]
[Alias("RagCluster.StoredCatalog")]
internal sealed class StoredCatalog
{
    /// <summary>The names of the experiments.</summary>
    [Id(0)]
    public string[] Names { get; set; } = [];
}
