namespace RagCluster.Api.Planning;

/// <summary>The golden queries of a class over HTTP.</summary>
internal sealed record GoldenResponse(double Left, DateTimeOffset? RanAt, int Queries);
