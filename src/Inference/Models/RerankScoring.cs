namespace RagCluster.Inference.Models;

/// <summary>How a reranker scores a passage.</summary>
public enum RerankScoring
{
    /// <summary>The graph reads query and passage together and yields one number (Nogueira and Cho 2019).</summary>
    CrossEncoder,

    /// <summary>
    /// The graph is a static embedding; each token of the query finds its nearest token of the passage (Khattab and Zaharia 2020, ColBERT),
    /// and counts as much as the model weighs it.
    /// </summary>
    LateInteraction,
}
