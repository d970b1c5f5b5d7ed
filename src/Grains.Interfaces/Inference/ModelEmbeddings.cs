namespace RagCluster.Grains.Interfaces.Inference;

/// <summary>Embeddings and what made them.</summary>
/// <param name="Model">The model and its revision.</param>
/// <param name="Reply">The vectors.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.ModelEmbeddings")]
public sealed record ModelEmbeddings([property: Id(0)] EmbeddingModel Model, [property: Id(1)] EmbedReply Reply);
