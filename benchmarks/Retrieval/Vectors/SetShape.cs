namespace RagCluster.Retrieval.Vectors;

/// <summary>The sizes of a set.</summary>
/// <param name="RowCount">Rows to search.</param>
/// <param name="QueryCount">Queries.</param>
/// <param name="Dimensions">Values of a row.</param>
internal sealed record SetShape(int RowCount, int QueryCount, int Dimensions);
