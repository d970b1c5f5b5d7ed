namespace RagCluster.Planning.Queries.Superposition;

/// <summary>How to retrieve for one query.</summary>
/// <param name="Name">The plan's name, shown with the answer: <c>lexical</c> or <c>hybrid</c>.</param>
/// <param name="UseBm25">Whether the BM25 leg runs.</param>
/// <param name="UseVectors">Whether the vector leg runs.</param>
/// <param name="CandidateDepth">Hits that each leg is asked for.</param>
/// <param name="DenseWeight">The vector leg's share in the fused score, 0 to 1; BM25 has the rest.</param>
public sealed record RetrievalPlan(string Name, bool UseBm25, bool UseVectors, int CandidateDepth, double DenseWeight);
