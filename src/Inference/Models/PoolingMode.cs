namespace RagCluster.Inference.Models;

/// <summary>How one vector for a text comes from the model's output.</summary>
public enum PoolingMode
{
    /// <summary>The model's output is one vector a text already.</summary>
    None,

    /// <summary>The mean of the token vectors that the attention mask covers (Reimers and Gurevych 2019, Sentence-BERT).</summary>
    Mean,

    /// <summary>The vector of the first token.</summary>
    Cls,
}
