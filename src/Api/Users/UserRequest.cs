namespace RagCluster.Api.Users;

/// <summary>A user that is to be made.</summary>
/// <param name="Name">The user's name; letters' case does not matter.</param>
/// <param name="Role">What the user may do: <c>admin</c>, <c>user</c>, <c>readonly</c> or <c>metrics</c>.</param>
/// <param name="Password">12 to 128 characters; left out, one is made and told this once.</param>
/// <param name="Tenant">The tenant that the user belongs to, which only the operator names; left out, the caller's own.</param>
/// <param name="Groups">The groups that the user belongs to, by which documents let them in; left out, none.</param>
internal sealed record UserRequest(string Name, string Role, string? Password = null, string? Tenant = null, string[]? Groups = null);
