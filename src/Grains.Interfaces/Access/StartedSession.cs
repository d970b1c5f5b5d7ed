namespace RagCluster.Grains.Interfaces.Access;

/// <summary>A session that was started or gone on with.</summary>
/// <param name="User">The user's name.</param>
/// <param name="Session">The session's id.</param>
/// <param name="RefreshToken">Good for one use. Never log it.</param>
[GenerateSerializer]
[Alias("RagCluster.StartedSession")]
[Immutable]
public sealed record StartedSession([property: Id(0)] string User, [property: Id(1)] string Session, [property: Id(2)] string RefreshToken);
