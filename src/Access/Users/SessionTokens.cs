using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace RagCluster.Access.Users;

/// <summary>
/// The access tokens of this cluster's own users: JSON Web Tokens (HS256) that name a session, so that ending the session ends them before
/// their time. They are read by the same rules as those of any other issuer.
/// </summary>
/// <param name="secret">The cluster's secret, of at least 32 bytes.</param>
/// <param name="time">The clock.</param>
public sealed class SessionTokens(string secret, TimeProvider time)
{
    /// <summary>For how long an access token is good.</summary>
    public static readonly TimeSpan AccessLifetime = TimeSpan.FromMinutes(30);

    /// <summary>For how long a session goes on without being refreshed.</summary>
    public static readonly TimeSpan RefreshLifetime = TimeSpan.FromDays(7);

    private const string Name = "ragcluster";
    private const string SessionClaim = "sid";
    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };
    private readonly Tokens.TokenReader _reader = new(new Tokens.TokenSettings(Name, Name, secret, []), time);
    private readonly SigningCredentials _signing = new(
        new SymmetricSecurityKey(Encoding.UTF8.GetBytes(secret)),
        SecurityAlgorithms.HmacSha256
    );

    /// <summary>Makes a token.</summary>
    /// <param name="user">The user's name.</param>
    /// <param name="session">The session.</param>
    /// <param name="lifetime">For how long it is good.</param>
    public string Issue(string user, string session, TimeSpan lifetime)
    {
        DateTime now = time.GetUtcNow().UtcDateTime;
        return _handler.CreateToken(
            new SecurityTokenDescriptor
            {
                Issuer = Name,
                Audience = Name,
                IssuedAt = now,
                NotBefore = now,
                Expires = now + lifetime,
                TokenType = "at+jwt",
                Claims = new Dictionary<string, object> { ["sub"] = user, [SessionClaim] = session },
                SigningCredentials = _signing,
            }
        );
    }

    /// <summary>The session that a token names; null when it is not to be believed.</summary>
    /// <param name="token">What a client sent.</param>
    public async Task<string?> ReadAsync(string token) =>
        await _reader.ReadAsync(token) is not null && new JsonWebToken(token).TryGetPayloadValue(SessionClaim, out string session)
            ? session
            : null;
}
