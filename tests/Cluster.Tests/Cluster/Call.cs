namespace RagCluster.Cluster.Tests.Cluster;

/// <summary>One call of a client with all its attempts.</summary>
/// <param name="What">Method and path.</param>
/// <param name="Began">When, as a timestamp of the monotonic clock.</param>
/// <param name="Took">How long until the client had its answer or gave up.</param>
/// <param name="Failures">What its failed attempts got.</param>
/// <param name="Failed">Whether the last one failed too.</param>
internal sealed record Call(string What, long Began, TimeSpan Took, IReadOnlyList<string> Failures, bool Failed);
