namespace RagCluster.Grounding;

/// <summary>What becomes of a generated sentence that no passage supports.</summary>
public enum UnsupportedSentences
{
    /// <summary>It is left out and counted.</summary>
    Drop = 0,

    /// <summary>It is passed on without a citation and marked as unsupported, unless it names or numbers what no passage holds.</summary>
    Flag = 1,
}
