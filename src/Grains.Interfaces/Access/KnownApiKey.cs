using RagCluster.Corpus.Collections;

namespace RagCluster.Grains.Interfaces.Access;

/// <summary>What a silo needs to check a key.</summary>
/// <param name="Role">What the key may do.</param>
/// <param name="Hashes">The hashes of the secrets that are taken, one, or two while it is rotated.</param>
/// <param name="ExpiresAt">When the key ends, or null.</param>
[GenerateSerializer]
[Alias("RagCluster.KnownApiKey")]
[Immutable]
public sealed record KnownApiKey(
    [property: Id(0)] string Role,
    [property: Id(1)] byte[][] Hashes,
    [property: Id(2)] DateTimeOffset? ExpiresAt
)
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
