using RagCluster.Corpus.Collections;
using RagCluster.Grains.Interfaces.Access;

namespace RagCluster.Grains.Access;

/// <summary>A key as it is kept.</summary>
[GenerateSerializer]
[Alias("RagCluster.StoredApiKey")]
internal sealed class StoredApiKey
{
    /// <summary>Its id.</summary>
    [Id(0)]
    public string Id { get; set; } = "";

    /// <summary>What it is for.</summary>
    [Id(1)]
    public string Name { get; set; } = "";

    /// <summary>What it may do.</summary>
    [Id(2)]
    public string Role { get; set; } = "";

    /// <summary>The hash of its text.</summary>
    [Id(3)]
    public byte[] Hash { get; set; } = [];

    /// <summary>When it was made.</summary>
    [Id(4)]
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When it ends, or null.</summary>
    [Id(5)]
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>When it was last used, or null.</summary>
    [Id(6)]
    public DateTimeOffset? LastUsedAt { get; set; }

    /// <summary>The hash of its text before it was rotated, or null.</summary>
    [Id(7)]
    public byte[]? FormerHash { get; set; }

    /// <summary>Until when the former text is taken.</summary>
    [Id(8)]
    public DateTimeOffset FormerUntil { get; set; }

    /// <summary>The groups that it belongs to.</summary>
    [Id(9)]
    public string[] Groups { get; set; } = [];

    /// <summary>The tenant that it belongs to; that of the keys from before there were tenants is the default one.</summary>
    [Id(10)]
    public string Tenant { get; set; } = CollectionId.DefaultTenant;

    /// <summary>What it may do of what its role may; null for all of that.</summary>
    [Id(11)]
    public string[]? Permissions { get; set; }

    /// <summary>Whether it is one of those that run the cluster.</summary>
    internal bool IsOfOperator => Tenant == CollectionId.DefaultTenant && Role == "admin" && Permissions is null;

    /// <summary>The key as it may be shown.</summary>
    internal ApiKey Shown() =>
        new(Id, Name, Role, CreatedAt, ExpiresAt, LastUsedAt)
        {
            Groups = Groups ?? [],
            Tenant = Tenant,
            Permissions = Permissions,
        };

    /// <summary>The same key, without a secret.</summary>
    internal StoredApiKey Copy() =>
        new()
        {
            Id = Id,
            Name = Name,
            Role = Role,
            CreatedAt = CreatedAt,
            ExpiresAt = ExpiresAt,
            LastUsedAt = LastUsedAt,
            Groups = Groups,
            Tenant = Tenant,
            Permissions = Permissions,
        };
}
