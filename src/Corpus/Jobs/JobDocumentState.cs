namespace RagCluster.Corpus.Jobs;

/// <summary>Where one document of a job stands; every state but <c>queued</c> is final.</summary>
public enum JobDocumentState
{
    /// <summary>Durable, waiting for indexing or in it.</summary>
    Queued = 0,

    /// <summary>It answers questions.</summary>
    Indexed = 1,

    /// <summary>The same content was there already: nothing to do.</summary>
    Unchanged = 2,

    /// <summary>It could not be accepted or indexed; the reason is recorded.</summary>
    Failed = 3,

    /// <summary>A newer version or a deletion came before it was indexed.</summary>
    Superseded = 4,
}
