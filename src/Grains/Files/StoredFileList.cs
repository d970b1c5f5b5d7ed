using RagCluster.Grains.Interfaces.Files;

namespace RagCluster.Grains.Files;

/// <summary>The state of a <see cref="FileListGrain"/>.</summary>
[GenerateSerializer]
[Alias("RagCluster.StoredFileList")]
internal sealed class StoredFileList
{
    /// <summary>The files, the oldest first.</summary>
    [Id(0)]
    public StoredFile[] Files { get; set; } = [];
}
