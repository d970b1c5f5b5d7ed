namespace RagCluster.Shards.Merging;

/// <summary>What the merge policy knows of a segment.</summary>
/// <param name="LiveRows">Rows that are not deleted.</param>
/// <param name="AllRows">All rows.</param>
internal readonly record struct SegmentSize(int LiveRows, int AllRows);
