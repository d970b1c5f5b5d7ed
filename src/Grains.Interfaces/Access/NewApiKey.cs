using RagCluster.Corpus.Collections;

namespace RagCluster.Grains.Interfaces.Access;

/// <summary>A key that is to be made.</summary>
/// <param name="Name">What it is for.</param>
/// <param name="Role">What it may do.</param>
/// <param name="ExpiresAt">When it ends, or null.</param>
[GenerateSerializer]
[Alias("RagCluster.NewApiKey")]
[Immutable]
public sealed record NewApiKey([property: Id(0)] string Name, [property: Id(1)] string Role, [property: Id(2)] DateTimeOffset? ExpiresAt)
{
    /// <summary>The groups that it belongs to, by which documents let it in.</summary>
    [Id(3)]
    public string[] Groups { get; init; } = [];

    /// <summary>The tenant that it belongs to.</summary>
    [Id(4)]
    public string Tenant { get; init; } = CollectionId.DefaultTenant;

    /// <summary>What it may do of what its role may; null for all of that.</summary>
    [Id(5)]
    public string[]? Permissions { get; init; }
}
