namespace RagCluster.Grains.Interfaces.Query.Options;

/// <summary>Which legs of the retrieval run.</summary>
public enum SearchMode
{
    /// <summary>BM25 and vectors, fused.</summary>
    Hybrid = 0,

    /// <summary>BM25 alone.</summary>
    Bm25 = 1,

    /// <summary>Vectors alone.</summary>
    Dense = 2,
}
