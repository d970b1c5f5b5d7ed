namespace RagCluster.Caching.Keys;

/// <summary>What is cached. The numbers are part of stored keys: they do not change.</summary>
public enum CachedKind
{
    /// <summary>A query's embedding.</summary>
    Embedding = 1,

    /// <summary>The passages that a query found.</summary>
    Retrieval = 2,

    /// <summary>The answer to a question.</summary>
    Answer = 3,
}
