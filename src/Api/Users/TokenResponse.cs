namespace RagCluster.Api.Users;

/// <summary>Tokens, by the names of OAuth 2.0 (RFC 6749 5.1).</summary>
/// <param name="AccessToken">Sent as <c>Authorization: Bearer …</c>.</param>
/// <param name="TokenType">Always <c>Bearer</c>.</param>
/// <param name="ExpiresIn">For how many seconds the access token is good.</param>
/// <param name="RefreshToken">Good for one use.</param>
internal sealed record TokenResponse(string AccessToken, string TokenType, int ExpiresIn, string RefreshToken);
