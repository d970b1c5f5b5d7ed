namespace RagCluster.Api.Planning;

/// <summary>The golden queries of a class, which are run again with every plan after events.</summary>
/// <param name="Left">The share of what was known of quality that events since the last run have left, 0 to 1.</param>
/// <param name="RanAt">When they were run last; null when they never were.</param>
/// <param name="Queries">Queries for which every plan had a verdict then.</param>
internal sealed record GoldenResponse(double Left, DateTimeOffset? RanAt, int Queries);
