namespace RagCluster.Shards.Segments;

/// <summary>What is left of a segment without its deleted documents.</summary>
/// <param name="Rows">Live rows.</param>
/// <param name="Documents">Live documents.</param>
/// <param name="TotalLength">Sum of the weighted lengths of the live rows, in terms.</param>
internal readonly record struct LiveCounts(int Rows, int Documents, long TotalLength);
