namespace RagCluster.Inference.Batching;

/// <summary>Who waits for a result; the smaller goes first.</summary>
public enum BatchPriority
{
    /// <summary>A person: a query, or a few texts of one request.</summary>
    Interactive = 0,

    /// <summary>A collection that changes its model while it serves.</summary>
    Reindex = 1,

    /// <summary>New documents.</summary>
    Bulk = 2,
}
