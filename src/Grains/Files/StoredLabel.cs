using RagCluster.Grains.Interfaces.Files;

namespace RagCluster.Grains.Files;

/// <summary>The state of a <see cref="VectorStoreGrain"/>.</summary>
[GenerateSerializer]
[Alias("RagCluster.StoredLabel")]
internal sealed class StoredLabel
{
    /// <summary>The label; null where there is none.</summary>
    [Id(0)]
    public VectorStoreLabel? Label { get; set; }
}
