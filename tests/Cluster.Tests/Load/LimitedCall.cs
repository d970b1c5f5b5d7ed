namespace RagCluster.Cluster.Tests.Load;

/// <summary>A request that a limit accepted or refused, with the moments between which the cluster counted it.</summary>
/// <param name="Sent">When it was sent, since the load began.</param>
/// <param name="Answered">When its answer had come.</param>
/// <param name="IsAccepted">Whether it was accepted.</param>
/// <param name="RetryAfter">When a refused one may come again.</param>
internal sealed record LimitedCall(TimeSpan Sent, TimeSpan Answered, bool IsAccepted, TimeSpan? RetryAfter);
