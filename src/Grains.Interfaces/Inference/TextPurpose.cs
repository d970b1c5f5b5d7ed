namespace RagCluster.Grains.Interfaces.Inference;

/// <summary>What an embedding is for; some models prefix the two differently.</summary>
public enum TextPurpose
{
    /// <summary>A question.</summary>
    Query = 0,

    /// <summary>A passage of a document.</summary>
    Passage = 1,
}
