using RagCluster.Access.Keys;
using RagCluster.Access.Tokens;
using RagCluster.Corpus.Errors;

namespace RagCluster.Api.Access;

/// <summary>What the settings let in: two keys of the operator's own and the tokens of one issuer.</summary>
/// <param name="Admin">The administrator's key, or null.</param>
/// <param name="Scrape">The key for metrics, or null.</param>
/// <param name="Tokens">Whose tokens are believed, or null.</param>
internal sealed record AuthSecrets(FixedSecret? Admin, FixedSecret? Scrape, TokenReader? Tokens)
{
    /// <summary>Reads them from settings and the files that those name.</summary>
    /// <exception cref="ArgumentException">One can't work; the message names the setting and the fix, never a secret.</exception>
    internal static AuthSecrets Read(AuthOptions options, TimeProvider time) =>
        new(
            Fixed(options.AdminKey, options.AdminKeyFile, nameof(AuthOptions.AdminKey)),
            Fixed(options.ScrapeKey, options.ScrapeKeyFile, nameof(AuthOptions.ScrapeKey)),
            ReadTokens(options.Jwt, time)
        );

    private static FixedSecret? Fixed(string? value, string? file, string name)
    {
        if (Either(value, file, name) is not { } secret)
            return null;
        return secret.Length >= FixedSecret.LengthMin
            ? new FixedSecret(secret)
            : throw new ArgumentException(
                $"RAG__Auth__{name} has {secret.Length} characters; take {FixedSecret.LengthMin} random ones at least."
            );
    }

    private static TokenReader? ReadTokens(JwtOptions jwt, TimeProvider time)
    {
        string? secret = Either(jwt.Secret, jwt.SecretFile, "Jwt__Secret");
        string[] files = (jwt.PublicKeyFiles ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (secret is null && files.Length == 0 && string.IsNullOrEmpty(jwt.Authority))
            return null;
        Uri? authority = string.IsNullOrEmpty(jwt.Authority) ? null : Authority(jwt.Authority);
        // Without them a token that the same issuer made for another service would be taken.
        string issuer = Required(string.IsNullOrEmpty(jwt.Issuer) ? jwt.Authority : jwt.Issuer, "Issuer");
        string audience = Required(jwt.Audience, "Audience");
        try
        {
            return new TokenReader(
                new TokenSettings(issuer, audience, secret, [.. files.Select(file => Read(file, "Jwt__PublicKeyFiles"))], authority)
                {
                    TenantClaim = string.IsNullOrEmpty(jwt.TenantClaim) ? null : jwt.TenantClaim,
                },
                time
            );
        }
        catch (ArgumentException wrong) when (!wrong.Message.StartsWith("RAG__", StringComparison.Ordinal))
        {
            throw new ArgumentException($"RAG__Auth__Jwt__… can't be used: {wrong.Message}", wrong);
        }
    }

    // Over plain HTTP whoever is in between could bring keys of their own.
    private static Uri Authority(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out Uri? authority)
        && (authority.Scheme == Uri.UriSchemeHttps || (authority.Scheme == Uri.UriSchemeHttp && authority.IsLoopback))
            ? authority
            : throw new ArgumentException(
                $"RAG__Auth__Jwt__Authority is '{ShownAddress.Of(address)}': name an address that begins with https:// (http:// on this "
                    + "machine only)."
            );

    private static string Required(string? value, string name) =>
        string.IsNullOrEmpty(value)
            ? throw new ArgumentException(
                $"RAG__Auth__Jwt__{name} is missing: tokens are believed from one issuer for one audience. Name it."
            )
            : value;

    private static string? Either(string? value, string? file, string name)
    {
        if (string.IsNullOrEmpty(file))
            return string.IsNullOrEmpty(value) ? null : value;
        return string.IsNullOrEmpty(value)
            ? Read(file, $"{name}File")
            : throw new ArgumentException($"RAG__Auth__{name} and RAG__Auth__{name}File are both set; leave one out.");
    }

    private static string Read(string file, string name)
    {
        try
        {
            return File.ReadAllText(file).TrimEnd('\r', '\n');
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new ArgumentException($"RAG__Auth__{name} names a file that can't be read: {unreadable.Message}", unreadable);
        }
    }
}
