namespace RagCluster.Api.Users;

/// <summary>A user who asks for tokens.</summary>
/// <param name="Name">The user's name.</param>
/// <param name="Password">The password.</param>
internal sealed record TokenRequest(string Name, string Password);
