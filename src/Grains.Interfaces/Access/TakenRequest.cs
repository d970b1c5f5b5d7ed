namespace RagCluster.Grains.Interfaces.Access;

/// <summary>What a limit makes of one request.</summary>
/// <param name="IsAccepted">Whether it is accepted; then it counts.</param>
/// <param name="Remaining">How many more would be accepted at once.</param>
/// <param name="Reset">Accepted: until a request leaves the window. Refused: until one would be accepted.</param>
[GenerateSerializer]
[Alias("RagCluster.TakenRequest")]
[Immutable]
public sealed record TakenRequest([property: Id(0)] bool IsAccepted, [property: Id(1)] int Remaining, [property: Id(2)] TimeSpan Reset);
