using RagCluster.Corpus.Collections;

namespace RagCluster.Grains.Interfaces.Access;

/// <summary>A user as it may be shown.</summary>
/// <param name="Name">The user's name.</param>
/// <param name="Role">What the user may do.</param>
/// <param name="CreatedAt">When the user was made.</param>
/// <param name="SessionCount">How many sessions are open.</param>
[GenerateSerializer]
[Alias("RagCluster.UserAccount")]
[Immutable]
public sealed record UserAccount(
    [property: Id(0)] string Name,
    [property: Id(1)] string Role,
    [property: Id(2)] DateTimeOffset CreatedAt,
    [property: Id(3)] int SessionCount
)
{
    /// <summary>The tenant that the user belongs to.</summary>
    [Id(4)]
    public string Tenant { get; init; } = CollectionId.DefaultTenant;

    /// <summary>The groups that the user belongs to.</summary>
    [Id(5)]
    public string[] Groups { get; init; } = [];
}
