namespace RagCluster.Grains.Interfaces.Planning;

/// <summary>A passage that a query found.</summary>
/// <param name="Chunk">The chunk's id.</param>
/// <param name="Score">The score that ranked it.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.RankedChunk")]
public sealed record RankedChunk([property: Id(0)] string Chunk, [property: Id(1)] double Score);
