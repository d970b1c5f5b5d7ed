using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using RagCluster.Access.Tokens;

namespace RagCluster.Access.Tests;

/// <summary>
/// The negative table of tokens: each row differs in one thing from a token that is believed. Tokens are made here by hand, since a library
/// that makes tokens refuses to make most of these.
/// </summary>
public sealed class TokenReaderTests : IDisposable
{
    private const string Issuer = "https://issuer.example";
    private const string Audience = "ragcluster";
    private const string Secret = "a secret of more than thirty-two bytes";
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private readonly RSA _rsa = RSA.Create(2048);
    private readonly ECDsa _curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly Clock _clock = new();

    public void Dispose()
    {
        _rsa.Dispose();
        _curve.Dispose();
    }

    [Fact]
    public async Task SignedByTheSecret_IsBelieved()
    {
        Principal? caller = await Reader(Secret).ReadAsync(Hmac(Header("HS256"), Claims()));
        Assert.Equal("somebody", caller?.Subject);
        Assert.Equal(Permissions.OfRole("user"), caller?.Permissions);
    }

    [Fact]
    public async Task SignedByAPublicKeysPrivateHalf_IsBelieved()
    {
        TokenReader reader = Reader(null, _rsa.ExportSubjectPublicKeyInfoPem(), _curve.ExportSubjectPublicKeyInfoPem());
        Assert.NotNull(await reader.ReadAsync(Rs256(Header("RS256"), Claims())));
        Assert.NotNull(await reader.ReadAsync(Es256(Header("ES256"), Claims())));
    }

    [Fact]
    public async Task KeysThatOverlapWhileTheyChange_AreBothBelieved()
    {
        using RSA next = RSA.Create(2048);
        TokenReader reader = Reader(null, _rsa.ExportSubjectPublicKeyInfoPem(), next.ExportSubjectPublicKeyInfoPem());
        Assert.NotNull(await reader.ReadAsync(Rs256(Header("RS256"), Claims())));
        Assert.NotNull(await reader.ReadAsync(Rs256(Header("RS256"), Claims(), next)));
    }

    [Fact]
    public async Task ScopesAndRoles_AddUp()
    {
        string token = Hmac(Header("HS256"), Claims(("roles", new[] { "metrics" }), ("scope", "documents:read unknown:thing")));
        Assert.Equal(Permission.MetricsRead | Permission.DocumentsRead, (await Reader(Secret).ReadAsync(token))!.Permissions);
    }

    [Fact]
    public async Task Tenant_IsThatOfTheClaim_AndTheDefaultOneWhereNoClaimIsNamed()
    {
        string token = Hmac(Header("HS256"), Claims(("org", "acme")));
        Assert.Equal("default", (await Reader(Secret).ReadAsync(token))!.Tenant);
        TokenReader reader = new(new TokenSettings(Issuer, Audience, Secret, []) { TenantClaim = "org" }, _clock);
        Principal caller = (await reader.ReadAsync(token))!;
        Assert.Equal(("acme", PrincipalKind.Token, "user:somebody"), (caller.Tenant, caller.Kind, caller.Name));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("true")]
    [InlineData("[]")]
    [InlineData("""["acme","default"]""")]
    [InlineData("""{"name":"acme"}""")]
    public async Task TokenThatNamesNotOneTenant_IsNotBelieved(string claim)
    {
        TokenReader reader = new(new TokenSettings(Issuer, Audience, Secret, []) { TenantClaim = "org" }, _clock);
        Assert.Null(await reader.ReadAsync(Hmac(Header("HS256"), Claims())));
        Assert.Null(await reader.ReadAsync(Hmac(Header("HS256"), Claims(("org", JsonDocument.Parse(claim).RootElement)))));
    }

    public static TheoryData<string, string> WrongHeaders() =>
        new()
        {
            { "no algorithm", """{"alg":"none","typ":"JWT"}""" },
            { "no algorithm, otherwise written", """{"alg":"nOnE","typ":"JWT"}""" },
            { "another algorithm of the same kind", """{"alg":"HS512","typ":"JWT"}""" },
            { "an algorithm of another kind", """{"alg":"RS256","typ":"JWT"}""" },
            { "no header member", "{}" },
            { "a token that tells who logged in", """{"alg":"HS256","typ":"id+jwt"}""" },
            { "a header that must be understood", """{"alg":"HS256","typ":"JWT","crit":["exp"]}""" },
            { "a payload that is not encoded", """{"alg":"HS256","typ":"JWT","b64":false,"crit":["b64"]}""" },
            { "a member twice", """{"alg":"none","alg":"HS256","typ":"JWT"}""" },
            { "no object", "[]" },
        };

    [Theory]
    [MemberData(nameof(WrongHeaders))]
    public async Task WrongHeader_IsNotBelieved(string what, string header) =>
        Assert.True(await Reader(Secret).ReadAsync(Hmac(header, Claims())) is null, what);

    public static TheoryData<string, string> WrongClaims() =>
        new()
        {
            { "over", Claims(("exp", Unix(-60))) },
            { "no end", Claims(("exp", null)) },
            { "an end that is no number", Claims(("exp", "tomorrow")) },
            { "not begun", Claims(("nbf", Unix(120))) },
            { "made in the future", Claims(("iat", Unix(120))) },
            { "another issuer", Claims(("iss", "https://other.example")) },
            { "no issuer", Claims(("iss", null)) },
            { "another audience", Claims(("aud", "other")) },
            { "another audience in a list", Claims(("aud", new[] { "other", "ragclusterx" })) },
            { "no audience", Claims(("aud", null)) },
            { "no subject", Claims(("sub", null)) },
            { "an empty subject", Claims(("sub", "")) },
            { "a claim twice", Claims().Replace("\"sub\":", "\"sub\":\"admin\",\"sub\":", StringComparison.Ordinal) },
            { "no object", "\"text\"" },
        };

    [Theory]
    [MemberData(nameof(WrongClaims))]
    public async Task WrongClaims_AreNotBelieved(string what, string claims) =>
        Assert.True(await Reader(Secret).ReadAsync(Hmac(Header("HS256"), claims)) is null, what);

    [Fact]
    public async Task Audience_MayStandInAList() =>
        Assert.NotNull(await Reader(Secret).ReadAsync(Hmac(Header("HS256"), Claims(("aud", new[] { "other", Audience })))));

    [Fact]
    public async Task PublicKeyAsASecret_IsNotBelieved()
    {
        // The attack of mixed algorithms: whoever has the public key signs with it.
        string pem = _rsa.ExportSubjectPublicKeyInfoPem();
        foreach (byte[] key in new[] { Encoding.UTF8.GetBytes(pem), _rsa.ExportSubjectPublicKeyInfo(), _rsa.ExportRSAPublicKey() })
            Assert.Null(await Reader(null, pem).ReadAsync(Hmac(Header("HS256"), Claims(), key)));
    }

    [Fact]
    public async Task KeyThatATokenBringsAlong_IsNotLookedAt()
    {
        using RSA own = RSA.Create(2048);
        RSAParameters parameters = own.ExportParameters(includePrivateParameters: false);
        string header = JsonSerializer.Serialize(
            new
            {
                alg = "RS256",
                typ = "JWT",
                jwk = new
                {
                    kty = "RSA",
                    n = Base64Url(parameters.Modulus!),
                    e = Base64Url(parameters.Exponent!),
                },
                jku = "https://attacker.example/keys",
                kid = "../../../../dev/null",
            }
        );
        Assert.Null(await Reader(null, _rsa.ExportSubjectPublicKeyInfoPem()).ReadAsync(Rs256(header, Claims(), own)));
    }

    [Fact]
    public async Task EllipticSignatureInAnotherForm_IsNotBelieved()
    {
        string signed = $"{Base64Url(Encoding.UTF8.GetBytes(Header("ES256")))}.{Base64Url(Encoding.UTF8.GetBytes(Claims()))}";
        byte[] der = _curve.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        Assert.Null(await Reader(null, _curve.ExportSubjectPublicKeyInfoPem()).ReadAsync($"{signed}.{Base64Url(der)}"));
    }

    [Fact]
    public async Task DamagedTokens_AreNotBelieved()
    {
        TokenReader reader = Reader(Secret);
        string token = Hmac(Header("HS256"), Claims());
        string[] parts = token.Split('.');
        string[] wrong =
        [
            "",
            ".",
            "..",
            "a.b.c",
            token + ".",
            token + "=",
            token + "\n",
            " " + token,
            $"{parts[0]}.{parts[1]}.",
            $"{parts[0]}.{parts[1]}",
            $"{parts[0]}..{parts[2]}",
            $"{parts[0]}.{parts[1]}.{parts[2]}.{parts[2]}.{parts[2]}",
            token.Replace('_', '/').Replace('-', '+') + "==",
            new string('a', 1 << 20),
            $"{parts[0]}.{new string('e', 1 << 20)}.{parts[2]}",
        ];
        foreach (string text in wrong)
            Assert.True(await reader.ReadAsync(text) is null, text.Length > 100 ? "a long text" : text);
    }

    [Fact]
    public async Task TenThousandForgedTokens_AreNotBelieved()
    {
        // Every one differs from the right token, in one to three characters, or in its length.
        Random random = new(20_261_122);
        TokenReader reader = Reader(Secret);
        string token = Hmac(Header("HS256"), Claims());
        // The last character of a signature of 32 bytes carries four bits that are none of its own, as RFC 4648 3.5 has it.
        int changeable = token.Length - 1;
        for (int i = 0; i < 10_000; i++)
        {
            char[] forged = token.ToCharArray();
            for (int change = random.Next(1, 4); change > 0; change--)
            {
                int at = random.Next(changeable);
                forged[at] = forged[at] == 'A' ? 'B' : 'A';
            }

            string text = random.Next(10) == 0 ? token[..random.Next(token.Length - 1)] : new string(forged);
            if (text != token)
                Assert.True(await reader.ReadAsync(text) is null, text);
        }
    }

    [Fact]
    public void SettingsThatCanNotWork_AreNamed()
    {
        using RSA small = RSA.Create(1024);
        using ECDsa other = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        Assert.Contains("32", Assert.Throws<ArgumentException>(() => Reader("short")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Reader(null));
        Assert.Contains(
            "1024",
            Assert.Throws<ArgumentException>(() => Reader(null, small.ExportSubjectPublicKeyInfoPem())).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "384",
            Assert.Throws<ArgumentException>(() => Reader(null, other.ExportSubjectPublicKeyInfoPem())).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "private",
            Assert.Throws<ArgumentException>(() => Reader(null, _rsa.ExportPkcs8PrivateKeyPem())).Message,
            StringComparison.Ordinal
        );
        Assert.Throws<ArgumentException>(() => Reader(null, "no key"));
    }

    private TokenReader Reader(string? secret, params string[] publicKeys) =>
        new(new TokenSettings(Issuer, Audience, secret, publicKeys), _clock);

    private static string Header(string algorithm) => $$"""{"alg":"{{algorithm}}","typ":"JWT"}""";

    private static long Unix(int seconds) => Now.AddSeconds(seconds).ToUnixTimeSeconds();

    // Those of a token that is believed, with some changed; a null is left out.
    private static string Claims(params (string Name, object? Value)[] changes)
    {
        Dictionary<string, object?> claims = new()
        {
            ["iss"] = Issuer,
            ["aud"] = Audience,
            ["sub"] = "somebody",
            ["iat"] = Unix(0),
            ["nbf"] = Unix(0),
            ["exp"] = Unix(600),
            ["role"] = "user",
        };
        foreach ((string name, object? value) in changes)
            claims[name] = value;
        if (changes.Any(change => change.Name is "roles" or "scope"))
            claims.Remove("role");
        return JsonSerializer.Serialize(claims.Where(claim => claim.Value is not null).ToDictionary());
    }

    private static string Hmac(string header, string claims, byte[]? key = null) =>
        Sign(header, claims, data => HMACSHA256.HashData(key ?? Encoding.UTF8.GetBytes(Secret), data));

    private string Rs256(string header, string claims, RSA? key = null) =>
        Sign(header, claims, data => (key ?? _rsa).SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

    private string Es256(string header, string claims) => Sign(header, claims, data => _curve.SignData(data, HashAlgorithmName.SHA256));

    private static string Sign(string header, string claims, Func<byte[], byte[]> sign)
    {
        string signed = $"{Base64Url(Encoding.UTF8.GetBytes(header))}.{Base64Url(Encoding.UTF8.GetBytes(claims))}";
        return $"{signed}.{Base64Url(sign(Encoding.ASCII.GetBytes(signed)))}";
    }

    private static string Base64Url(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);

    private sealed class Clock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;
    }
}
