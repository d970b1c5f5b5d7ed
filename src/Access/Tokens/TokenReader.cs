using System.Buffers;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Tokens;

namespace RagCluster.Access.Tokens;

/// <summary>
/// Believes a JSON Web Token (RFC 7519, by the advice of RFC 8725 and OWASP ASVS 5.0 V9), or does not: signed by a configured key under an
/// algorithm of that key's kind, from the configured issuer for the configured audience, with a <c>sub</c>, begun and not expired. Keys
/// that a token brings along or points to (<c>jwk</c>, <c>jku</c>, <c>x5u</c>) are never looked at: beside the configured keys there are
/// only those of the configured authority.
/// </summary>
public sealed class TokenReader
{
    // Room for some hundreds of groups; Kestrel takes 32 KiB of headers.
    private const int LengthMax = 28 << 10;
    private const int SecretBytesMin = 32;
    private const int RsaBitsMin = 2048;
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };
    private static readonly SearchValues<char> Allowed = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_."
    );
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);
    private readonly JsonWebTokenHandler _handler = new() { MaximumTokenSizeInBytes = LengthMax, MapInboundClaims = false };
    private readonly TokenValidationParameters _parameters;
    private readonly string? _tenantClaim;

    /// <summary>Believes tokens by some settings.</summary>
    /// <param name="settings">Whose tokens are believed.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="ArgumentException">A key is missing, too short, or none that can be read; the message says which.</exception>
    public TokenReader(TokenSettings settings, TimeProvider time)
        : this(settings, time, settings.Authority is { } authority ? OpenIdAuthority.DocumentsOf(authority) : null) { }

    /// <summary>Reads the authority's documents by other means than HTTP.</summary>
    internal TokenReader(TokenSettings settings, TimeProvider time, IDocumentRetriever? documents)
    {
        SecurityKey[] keys = [.. Keys(settings)];
        if (keys.Length == 0 && settings.Authority is null)
            throw new ArgumentException(
                "There is neither a secret nor a public key nor an authority to check tokens with.",
                nameof(settings)
            );
        _tenantClaim = settings.TenantClaim;
        _parameters = new TokenValidationParameters
        {
            // The library would believe the issuer that the authority's documents name even where the settings name another one.
            IssuerValidatorUsingConfiguration = (issuer, _, _, authority) =>
                issuer == settings.Issuer || (settings.IsIssuerOfAuthority && issuer == authority?.Issuer)
                    ? issuer
                    : throw new SecurityTokenInvalidIssuerException("Another issuer."),
            ValidAudience = settings.Audience,
            IssuerSigningKeys = keys,
            ConfigurationManager = settings.Authority is { } authority ? OpenIdAuthority.Of(authority, documents!) : null,
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            RequireAudience = true,
            ValidateIssuerSigningKey = true,
            // A token's algorithm must be one of its key's kind: else a public key could serve as the secret of HS256.
            AlgorithmValidator = (algorithm, key, _, _) => algorithm == AlgorithmOf(key),
            LifetimeValidator = (begins, expires, token, _) => IsCurrent(begins, expires, token, time.GetUtcNow()),
            // A token for something else, such as one that tells who logged in, is no access token.
            ValidTypes = ["JWT", "at+jwt", "application/at+jwt"],
        };
    }

    /// <summary>Reads a token.</summary>
    /// <param name="token">What a client sent.</param>
    /// <returns>Who sends it, or null when it is not to be believed.</returns>
    public async Task<Principal?> ReadAsync(string token)
    {
        // The library would take padding and line breaks; RFC 7515 has neither.
        if (token.Length > LengthMax || token.AsSpan().ContainsAnyExcept(Allowed) || token.AsSpan().Count('.') != 2)
            return null;
        string[] parts = token.Split('.');
        if (!IsPlainObject(parts[0]) || !IsPlainObject(parts[1]))
            return null;
        TokenValidationResult result = await _handler.ValidateTokenAsync(token, _parameters);
        if (!result.IsValid || result.SecurityToken is not JsonWebToken { Subject.Length: > 0 } read)
            return null;
        // A header that must be understood ("crit", RFC 7515 4.1.11) is not understood here.
        if (read.TryGetHeaderValue("crit", out object? _) || read.TryGetHeaderValue("b64", out object? _))
            return null;
        if (TenantOf(read) is not { } tenant)
            return null;
        return new Principal(read.Subject, PermissionsOf(read))
        {
            Kind = PrincipalKind.Token,
            Tenant = tenant,
            Groups = [.. read.Claims.Where(claim => claim.Type == "groups").Select(claim => claim.Value).Distinct(StringComparer.Ordinal)],
        };
    }

    // A token that names no tenant must not become one of the operator's own.
    private string? TenantOf(JsonWebToken token)
    {
        if (_tenantClaim is null)
            return Principal.DefaultTenant;
        Claim[] named = [.. token.Claims.Where(claim => claim.Type == _tenantClaim).Take(2)];
        return named is [{ ValueType: ClaimValueTypes.String }] ? named[0].Value : null;
    }

    // Of two members of one name, two readers may take a different one each.
    private static bool IsPlainObject(string part)
    {
        try
        {
            using JsonDocument read = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(part), Strict);
            return read.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (Exception malformed) when (malformed is JsonException or FormatException)
        {
            return false;
        }
    }

    // "roles" as issuers write them, "role" as the replaced systems do, and the scopes of OAuth 2.0 (RFC 8693 4.2).
    private static Permission PermissionsOf(JsonWebToken token)
    {
        Permission permissions = Permission.None;
        foreach (Claim claim in token.Claims)
        {
            permissions |= claim.Type switch
            {
                "role" or "roles" => Permissions.OfRole(claim.Value) ?? Permission.None,
                "scope" or "scp" or "permissions" => claim
                    .Value.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                    .Select(name => Permissions.Parse(name) ?? Permission.None)
                    .Aggregate(Permission.None, (all, one) => all | one),
                _ => Permission.None,
            };
        }

        return permissions;
    }

    private static bool IsCurrent(DateTime? begins, DateTime? expires, SecurityToken token, DateTimeOffset now)
    {
        if (expires is not { } end || end <= now.UtcDateTime - ClockSkew)
            return false;
        if (begins is { } start && start > now.UtcDateTime + ClockSkew)
            return false;
        return token is not JsonWebToken jwt || jwt.IssuedAt <= now.UtcDateTime + ClockSkew;
    }

    private static string? AlgorithmOf(SecurityKey key) =>
        key switch
        {
            SymmetricSecurityKey => SecurityAlgorithms.HmacSha256,
            RsaSecurityKey or X509SecurityKey { PublicKey: RSA } when key.KeySize >= RsaBitsMin => SecurityAlgorithms.RsaSha256,
            ECDsaSecurityKey { KeySize: 256 } => SecurityAlgorithms.EcdsaSha256,
            _ => null,
        };

    private static IEnumerable<SecurityKey> Keys(TokenSettings settings)
    {
        if (settings.Secret is { } secret)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(secret);
            if (bytes.Length < SecretBytesMin)
                throw new ArgumentException($"The secret has {bytes.Length} bytes; HS256 needs {SecretBytesMin} at least.");
            yield return new SymmetricSecurityKey(bytes);
        }

        foreach (string pem in settings.PublicKeys)
            yield return PublicKey(pem);
    }

    private static SecurityKey PublicKey(string pem)
    {
        if (pem.Contains("PRIVATE KEY", StringComparison.Ordinal))
            throw new ArgumentException("A private key stands where a public one is asked for; it belongs to the issuer alone.");
        try
        {
            ECDsa curve = ECDsa.Create();
            curve.ImportFromPem(pem);
            return curve.KeySize == 256
                ? new ECDsaSecurityKey(curve)
                : throw new ArgumentException($"The key is on a curve of {curve.KeySize} bits; ES256 needs P-256.");
        }
        catch (Exception other) when (other is CryptographicException or ArgumentException { ParamName: not null })
        {
            // No key on a curve.
        }

        RSA rsa = RSA.Create();
        try
        {
            rsa.ImportFromPem(pem);
        }
        catch (Exception unreadable) when (unreadable is CryptographicException or ArgumentException)
        {
            throw new ArgumentException("It holds no public key in PEM, RSA or P-256.", unreadable);
        }

        return rsa.KeySize >= RsaBitsMin
            ? new RsaSecurityKey(rsa)
            : throw new ArgumentException($"The RSA key has {rsa.KeySize} bits; {RsaBitsMin} are the least.");
    }
}
