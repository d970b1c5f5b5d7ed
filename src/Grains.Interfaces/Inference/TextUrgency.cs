namespace RagCluster.Grains.Interfaces.Inference;

/// <summary>Who waits for a model's result; the smaller goes first.</summary>
public enum TextUrgency
{
    /// <summary>A person.</summary>
    Interactive = 0,

    /// <summary>A collection that changes its model while it serves.</summary>
    Reindex = 1,

    /// <summary>New documents.</summary>
    Bulk = 2,
}
