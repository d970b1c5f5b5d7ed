namespace RagCluster.Retrieval.Vectors;

/// <summary>What a generated set looks like.</summary>
/// <param name="RowCount">Rows to search.</param>
/// <param name="QueryCount">Queries, drawn as the rows are.</param>
/// <param name="Dimensions">Values of a row.</param>
internal sealed record ClusteredShape(int RowCount, int QueryCount, int Dimensions)
{
    /// <summary>Clusters that the rows are drawn from.</summary>
    internal int CentreCount { get; init; } = 1000;

    /// <summary>Whether cluster sizes follow Zipf's law and widths differ, instead of being alike.</summary>
    internal bool IsUneven { get; init; }
}
