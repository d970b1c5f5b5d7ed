namespace RagCluster.Corpus.Documents;

/// <summary>Where the latest version of a document stands.</summary>
public enum DocumentState
{
    /// <summary>Its content is durable and waits for indexing.</summary>
    Received = 0,

    /// <summary>It answers questions.</summary>
    Indexed = 1,

    /// <summary>It could not be indexed; the reason is recorded. An older version, if any, keeps answering.</summary>
    Failed = 2,
}
