namespace RagCluster.Api.Keys;

/// <summary>A key that is to be made.</summary>
/// <param name="Name">What the key is for.</param>
/// <param name="Role">What it may do: <c>admin</c>, <c>user</c>, <c>readonly</c> or <c>metrics</c>.</param>
/// <param name="ExpiresAt">When it ends; left out, it does not.</param>
/// <param name="Groups">The groups that it belongs to, by which documents let it in; left out, none.</param>
/// <param name="Tenant">The tenant that it belongs to, which only the operator names; left out, the caller's own.</param>
/// <param name="Permissions">What it may do of what its role may, for example <c>query:execute</c>; left out, all of that.</param>
internal sealed record KeyRequest(
    string Name,
    string Role,
    DateTimeOffset? ExpiresAt = null,
    string[]? Groups = null,
    string? Tenant = null,
    string[]? Permissions = null
);
