namespace RagCluster.Inference.Models;

/// <summary>What a model is for.</summary>
public enum ModelKind
{
    /// <summary>Turns a text into a vector.</summary>
    Embedding,

    /// <summary>Scores a passage for a query.</summary>
    Rerank,
}
