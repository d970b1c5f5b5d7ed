using RagCluster.Grains.Interfaces.Shards;

namespace RagCluster.Grains.Query.Finding;

/// <summary>What a collection's shards replied to one query.</summary>
/// <param name="Replies">The replies; null for shards that did not answer in time.</param>
/// <param name="Statistics">The term statistics by which they scored; null when they needed none.</param>
internal sealed record ShardReplies(ShardSearchReply?[] Replies, QueryStatistics? Statistics)
{
    /// <summary>The replies that there are.</summary>
    internal IEnumerable<ShardSearchReply> Answered => Replies.OfType<ShardSearchReply>();

    /// <summary>The positions of the replies; null when one is missing, or when the statistics were counted at others.</summary>
    internal ShardPosition[]? Positions()
    {
        ShardPosition[] positions = [.. Answered.Select(reply => new ShardPosition(reply.Position, reply.Lineage))];
        return positions.Length == Replies.Length && (Statistics is null || Statistics.Positions.SequenceEqual(positions))
            ? positions
            : null;
    }

    /// <summary>By what each shard multiplied its calibrated search effort; null where none is tuned.</summary>
    internal double[]? Efforts() =>
        Replies.Any(reply => reply?.Effort is not null) ? [.. Replies.Select(reply => reply?.Effort ?? 1)] : null;
}
