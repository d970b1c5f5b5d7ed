namespace RagCluster.Api.Users;

/// <summary>A user's next password.</summary>
/// <param name="Password">12 to 128 characters; left out, one is made and told this once.</param>
internal sealed record PasswordRequest(string? Password = null);
