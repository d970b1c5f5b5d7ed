namespace RagCluster.Access.Tokens;

/// <summary>Whose JSON Web Tokens (RFC 7519) are believed.</summary>
/// <param name="Issuer">The <c>iss</c> that a token must name.</param>
/// <param name="Audience">The <c>aud</c> that a token must name.</param>
/// <param name="Secret">The secret of HS256, at least 32 bytes of UTF-8; null for none.</param>
/// <param name="PublicKeys">
/// Public keys in PEM, for RS256 (at least 2,048 bits) and ES256 (P-256), the older beside the newer while they change.
/// </param>
/// <param name="Authority">
/// The address of an authority of OpenID Connect, whose metadata names the keys of RS256 and ES256; null for none. Its scheme is https, or
/// http on the loopback address.
/// </param>
public sealed record TokenSettings(string Issuer, string Audience, string? Secret, IReadOnlyList<string> PublicKeys, Uri? Authority = null)
{
    /// <summary>Whether the authority alone was named: its metadata may then spell the issuer otherwise than its address.</summary>
    internal bool IsIssuerOfAuthority => Authority?.OriginalString == Issuer;

    /// <summary>
    /// The claim that names the tenant, which each token must then have once; null where all of the issuer's are of the default tenant.
    /// </summary>
    public string? TenantClaim { get; init; }
}
