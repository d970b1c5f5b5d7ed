namespace RagCluster.Inference.Embedding;

/// <summary>What a text is embedded for; some models want another prefix for each.</summary>
public enum EmbeddingPurpose
{
    /// <summary>The text will be found.</summary>
    Passage,

    /// <summary>The text asks.</summary>
    Query,
}
