namespace RagCluster.Api.Users;

/// <summary>What is to change of a user; what is left out stays.</summary>
/// <param name="Role">What the user may do.</param>
/// <param name="Groups">The groups that the user belongs to, all of them.</param>
internal sealed record UserChange(string? Role = null, string[]? Groups = null);
