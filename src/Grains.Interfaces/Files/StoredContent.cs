namespace RagCluster.Grains.Interfaces.Files;

/// <summary>A file with its content.</summary>
/// <param name="File">What is known of it.</param>
/// <param name="Bytes">The content.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.StoredContent")]
public sealed record StoredContent([property: Id(0)] StoredFile File, [property: Id(1)] byte[] Bytes);
