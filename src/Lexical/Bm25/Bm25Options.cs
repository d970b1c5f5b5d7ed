namespace RagCluster.Lexical.Bm25;

/// <summary>The two constants of BM25.</summary>
/// <param name="K1">How slowly repeated occurrences stop counting; 1.2 as in Robertson et al., TREC-3.</param>
/// <param name="B">How much a long row is discounted, 0 to 1; 0.75 as there.</param>
public sealed record Bm25Options(double K1 = 1.2, double B = 0.75);
