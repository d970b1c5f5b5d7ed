namespace RagCluster.Api.Users;

/// <summary>A session that is to go on, or to end.</summary>
/// <param name="RefreshToken">The refresh token.</param>
internal sealed record RefreshRequest(string RefreshToken);
