namespace RagCluster.Access.Limits;

/// <summary>What a limit makes of one request.</summary>
/// <param name="IsAccepted">Whether the request may go on; then it counts.</param>
/// <param name="Remaining">How many more would be accepted at once.</param>
/// <param name="Reset">Accepted: until a request leaves the window. Refused: until one would be accepted.</param>
public readonly record struct LimitOutcome(bool IsAccepted, int Remaining, TimeSpan Reset);
