namespace RagCluster.Grains.Interfaces.Access;

/// <summary>Whose a session is.</summary>
/// <param name="User">The user's name.</param>
/// <param name="Role">What the user may do now.</param>
/// <param name="Groups">The groups that the user belongs to now.</param>
[GenerateSerializer]
[Alias("RagCluster.KnownSession")]
[Immutable]
public sealed record KnownSession([property: Id(0)] string User, [property: Id(1)] string Role, [property: Id(2)] string[] Groups);
