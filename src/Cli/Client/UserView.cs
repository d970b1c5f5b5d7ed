namespace RagCluster.Cli.Client;

/// <summary>A user, as the API shows it.</summary>
internal sealed record UserView(
    string Name,
    string Role,
    DateTimeOffset CreatedAt,
    int SessionCount,
    string? Tenant,
    string[]? Groups,
    string? Password
);
