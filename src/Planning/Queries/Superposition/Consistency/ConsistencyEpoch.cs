namespace RagCluster.Planning.Queries.Superposition.Consistency;

/// <summary>
/// What a query must take together: results of one embedder may not meet the index, the calibration or the cache of another.
/// </summary>
/// <param name="Number">Rises by 1 with every swap.</param>
/// <param name="Embedder">The embedding model and its revision.</param>
/// <param name="IndexGeneration">The index's generation.</param>
/// <param name="Calibration">The version of the reranker's calibration.</param>
/// <param name="CacheEpoch">The epoch under which results are kept.</param>
public sealed record ConsistencyEpoch(long Number, string Embedder, long IndexGeneration, string Calibration, long CacheEpoch);
