namespace RagCluster.Shards.Segments;

/// <summary>All that a shard knows at one log position: swapped as a whole, never changed.</summary>
/// <param name="Position">The last log sequence that it includes.</param>
/// <param name="Mark">What stood at that sequence; null before the first.</param>
/// <param name="Segments">The segments.</param>
internal sealed record ShardSnapshot(long Position, LogMark? Mark, LiveSegment[] Segments)
{
    internal static ShardSnapshot Empty { get; } = new(0, null, []);
}
