namespace RagCluster.Grains.Interfaces.Inference;

/// <summary>A loaded embedding model.</summary>
/// <param name="Name">Its name in the registry.</param>
/// <param name="Revision">Its revision.</param>
/// <param name="Dimensions">Length of its vectors.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.EmbeddingModel")]
public sealed record EmbeddingModel([property: Id(0)] string Name, [property: Id(1)] string Revision, [property: Id(2)] int Dimensions)
{
    /// <summary>Name and revision in one word, as a chunk records what embedded it.</summary>
    public string NameAndRevision => $"{Name}@{Revision}";
}
