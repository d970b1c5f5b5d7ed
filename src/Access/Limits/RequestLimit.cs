namespace RagCluster.Access.Limits;

/// <summary>How many requests are accepted in any stretch of time of a length.</summary>
/// <param name="Requests">So many, at least one.</param>
/// <param name="Window">The stretch's length.</param>
public readonly record struct RequestLimit(int Requests, TimeSpan Window);
