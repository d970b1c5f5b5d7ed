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
}
