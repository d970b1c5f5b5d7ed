namespace RagCluster.Vectors.Rows;

/// <summary>A row and its similarity to the query.</summary>
/// <param name="Row">The row.</param>
/// <param name="Similarity">Higher is nearer.</param>
public readonly record struct RowSimilarity(int Row, double Similarity);
