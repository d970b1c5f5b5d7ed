namespace RagCluster.Grains.Interfaces.Inference;

/// <summary>Embeddings.</summary>
/// <param name="Packed">One vector a text, in their order.</param>
/// <param name="TokenCount">The tokens that the model read, special tokens included.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.EmbedReply")]
public sealed record EmbedReply([property: Id(0)] VectorBytes Packed, [property: Id(1)] int TokenCount)
{
    /// <summary>Copies of the vectors.</summary>
    public float[][] Vectors => Packed.ToArrays();
}
