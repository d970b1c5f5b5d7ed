using RagCluster.Grains.Interfaces.Access;

namespace RagCluster.Api.Keys;

/// <summary>An API key; its secret stands only in the answer that made it.</summary>
/// <param name="Id">The key's id, which is no secret.</param>
/// <param name="Name">What the key is for.</param>
/// <param name="Role">What the key may do.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">When it ends, or null.</param>
/// <param name="LastUsedAt">When it was last used, to the minute, or null.</param>
/// <param name="Groups">The groups that it belongs to.</param>
/// <param name="Tenant">The tenant that it belongs to.</param>
/// <param name="Permissions">What it may do of what its role may; null for all of that.</param>
/// <param name="Key">What a client sends; only in the answer that made it.</param>
internal sealed record KeyResponse(
    string Id,
    string Name,
    string Role,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? LastUsedAt,
    string[] Groups,
    string Tenant,
    string[]? Permissions,
    string? Key
)
{
    /// <summary>A key with its text.</summary>
    internal static KeyResponse From(CreatedApiKey created) => From(created.Key, created.Text);

    /// <summary>A key, with its text or without.</summary>
    internal static KeyResponse From(ApiKey key, string? text = null) =>
        new(key.Id, key.Name, key.Role, key.CreatedAt, key.ExpiresAt, key.LastUsedAt, key.Groups, key.Tenant, key.Permissions, text);
}
