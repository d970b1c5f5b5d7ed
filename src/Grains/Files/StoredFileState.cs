using RagCluster.Grains.Interfaces.Files;

namespace RagCluster.Grains.Files;

/// <summary>The state of a <see cref="FileGrain"/>.</summary>
[GenerateSerializer]
[Alias("RagCluster.StoredFileState")]
internal sealed class StoredFileState
{
    /// <summary>The file; null where there is none.</summary>
    [Id(0)]
    public StoredContent? Content { get; set; }
}
