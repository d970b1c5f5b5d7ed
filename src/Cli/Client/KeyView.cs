namespace RagCluster.Cli.Client;

/// <summary>An API key, as the API shows it.</summary>
internal sealed record KeyView(
    string Id,
    string Name,
    string Role,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? LastUsedAt,
    string[]? Groups,
    string? Tenant,
    string[]? Permissions,
    string? Key
);
