namespace RagCluster.Shards.Segments;

/// <summary>All that a shard knows at one log position: swapped as a whole, never changed.</summary>
internal sealed record ShardSnapshot(long Position, LiveSegment[] Segments)
{
    internal static ShardSnapshot Empty { get; } = new(0, []);
}
