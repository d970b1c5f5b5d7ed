namespace RagCluster.Grains.Interfaces.Ingest;

/// <summary>A document's original content.</summary>
/// <param name="Name">The file name; may be empty.</param>
/// <param name="MediaType">The media type; may be empty before indexing.</param>
/// <param name="Bytes">The content.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.DocumentContent")]
public sealed record DocumentContent([property: Id(0)] string Name, [property: Id(1)] string MediaType, [property: Id(2)] byte[] Bytes);
