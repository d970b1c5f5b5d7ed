namespace RagCluster.Lexical.Bm25;

/// <summary>A row and its score.</summary>
/// <param name="Row">The row.</param>
/// <param name="Score">Its BM25 score, above 0.</param>
public readonly record struct RowScore(int Row, double Score);
