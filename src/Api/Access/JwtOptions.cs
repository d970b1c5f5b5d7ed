namespace RagCluster.Api.Access;

/// <summary>Whose JSON Web Tokens are believed: none without a secret, a public key or an authority.</summary>
public sealed class JwtOptions
{
    /// <summary>
    /// The address of an authority of OpenID Connect, for example <c>https://login.example/realms/main</c>: its metadata names the keys of
    /// RS256 and ES256.
    /// </summary>
    public string? Authority { get; set; }

    /// <summary>The issuer that a token must name; left out, it is <see cref="Authority"/>.</summary>
    public string? Issuer { get; set; }

    /// <summary>The audience that a token must name.</summary>
    public string? Audience { get; set; }

    /// <summary>
    /// The claim that names the tenant, for example <c>tenant</c>: each token must have it then. Left out, all tokens are of the tenant
    /// <c>default</c>.
    /// </summary>
    public string? TenantClaim { get; set; }

    /// <summary>The secret of HS256, at least 32 bytes.</summary>
    public string? Secret { get; set; }

    /// <summary>A file with <see cref="Secret"/>.</summary>
    public string? SecretFile { get; set; }

    /// <summary>Files with the public keys of RS256 and ES256 in PEM, separated by commas.</summary>
    public string? PublicKeyFiles { get; set; }
}
