using RagCluster.Corpus.Collections;

namespace RagCluster.Grains.Interfaces.Access;

/// <summary>An API key as it may be shown: without its secret.</summary>
/// <param name="Id">Its id, the part of its text that is public.</param>
/// <param name="Name">What it is for, in its maker's words.</param>
/// <param name="Role">What it may do.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">When it ends, or null.</param>
/// <param name="LastUsedAt">When it was last used, to the minute; null when it never was.</param>
[GenerateSerializer]
[Alias("RagCluster.ApiKey")]
[Immutable]
public sealed record ApiKey(
    [property: Id(0)] string Id,
    [property: Id(1)] string Name,
    [property: Id(2)] string Role,
    [property: Id(3)] DateTimeOffset CreatedAt,
    [property: Id(4)] DateTimeOffset? ExpiresAt,
    [property: Id(5)] DateTimeOffset? LastUsedAt
)
{
    /// <summary>The groups that it belongs to, by which documents let it in.</summary>
    [Id(6)]
    public string[] Groups { get; init; } = [];

    /// <summary>The tenant that it belongs to.</summary>
    [Id(7)]
    public string Tenant { get; init; } = CollectionId.DefaultTenant;

    /// <summary>What it may do of what its role may; null for all of that.</summary>
    [Id(8)]
    public string[]? Permissions { get; init; }
}
