using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Tokens;
using RagCluster.Access.Tokens;
using TokenReader = RagCluster.Access.Tokens.TokenReader;

namespace RagCluster.Access.Tests;

/// <summary>Tokens of an authority of OpenID Connect, whose keys come from its documents.</summary>
public sealed class OpenIdAuthorityTests : IDisposable
{
    private const string Authority = "https://login.example/realms/main";
    private const string Audience = "ragcluster";
    private readonly RSA _rsa = RSA.Create(2048);
    private readonly RSA _next = RSA.Create(2048);
    private readonly RSA _short = RSA.Create(1024);
    private readonly ECDsa _curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly Documents _documents = new();

    public void Dispose()
    {
        _rsa.Dispose();
        _next.Dispose();
        _short.Dispose();
        _curve.Dispose();
    }

    [Fact]
    public async Task KeysOfTheAuthority_AreBelieved_AndNoOthers()
    {
        Publish(Key(_rsa, "one"), Key(_curve, "two"), Key(_short, "short"));
        TokenReader reader = Reader();
        Assert.Equal("somebody", (await reader.ReadAsync(Token(_rsa, "one")))?.Subject);
        Assert.NotNull(await reader.ReadAsync(Token(_curve, "two")));
        Assert.Null(await reader.ReadAsync(Token(_next, "one")));
        Assert.Null(await reader.ReadAsync(Token(_rsa, "one", "RS512")));
        Assert.Null(await reader.ReadAsync(Token(_short, "short")));
        Assert.Null(await reader.ReadAsync(Token(_rsa, "one", issuer: "https://other.example")));
        Assert.Null(await reader.ReadAsync(Token(_rsa, "one", audience: "other")));
    }

    [Fact]
    public async Task AnAuthorityThatChangesItsKeys_IsFollowed()
    {
        Publish(Key(_rsa, "one"));
        TokenReader reader = Reader();
        string old = Token(_rsa, "one");
        string fresh = Token(_next, "next");
        Assert.NotNull(await reader.ReadAsync(old));
        Publish(Key(_next, "next"));
        // The new keys are read beside the request that needs them first.
        while (await reader.ReadAsync(fresh) is null)
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        Assert.Null(await reader.ReadAsync(old));
    }

    [Fact]
    public async Task UnknownKeys_AskTheAuthorityOnce()
    {
        Publish(Key(_rsa, "one"));
        TokenReader reader = Reader();
        Assert.NotNull(await reader.ReadAsync(Token(_rsa, "one")));
        for (int i = 0; i < 100; i++)
            Assert.Null(await reader.ReadAsync(Token(_next, $"forged-{i}")));
        Assert.InRange(_documents.Reads, 2, 4);
    }

    [Fact]
    public async Task AnAuthorityOutOfReach_LetsNobodyIn()
    {
        Assert.Null(await Reader().ReadAsync(Token(_rsa, "one")));
    }

    [Fact]
    public async Task NamedIssuer_IsTheOnlyOne_AndElseItIsTheOneOfTheMetadata()
    {
        Publish(Key(_rsa, "one"));
        TokenSettings named = new("https://issuer.example", Audience, null, [], new Uri(Authority));
        TokenReader reader = new(named, TimeProvider.System, _documents);
        Assert.NotNull(await reader.ReadAsync(Token(_rsa, "one", issuer: "https://issuer.example")));
        Assert.Null(await reader.ReadAsync(Token(_rsa, "one")));

        Publish($"{Authority}/", Key(_rsa, "one"));
        Assert.NotNull(await Reader().ReadAsync(Token(_rsa, "one", issuer: $"{Authority}/")));
    }

    private TokenReader Reader() =>
        new(new TokenSettings(Authority, Audience, null, [], new Uri(Authority)), TimeProvider.System, _documents);

    private void Publish(params object[] keys) => Publish(Authority, keys);

    private void Publish(string issuer, params object[] keys)
    {
        _documents[$"{Authority}/keys"] = JsonSerializer.Serialize(new { keys });
        _documents[$"{Authority}/.well-known/openid-configuration"] = JsonSerializer.Serialize(
            new { issuer, jwks_uri = $"{Authority}/keys" }
        );
    }

    private static object Key(RSA key, string id)
    {
        RSAParameters parameters = key.ExportParameters(includePrivateParameters: false);
        return new
        {
            kty = "RSA",
            use = "sig",
            kid = id,
            n = Base64UrlEncoder.Encode(parameters.Modulus),
            e = Base64UrlEncoder.Encode(parameters.Exponent),
        };
    }

    private static object Key(ECDsa key, string id)
    {
        ECPoint point = key.ExportParameters(includePrivateParameters: false).Q;
        return new
        {
            kty = "EC",
            crv = "P-256",
            use = "sig",
            kid = id,
            x = Base64UrlEncoder.Encode(point.X),
            y = Base64UrlEncoder.Encode(point.Y),
        };
    }

    // By hand, since the library refuses to sign with a short key.
    private static string Token(RSA key, string id, string algorithm = "RS256", string issuer = Authority, string audience = Audience) =>
        Sign(id, algorithm, issuer, audience, data => key.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

    private static string Token(ECDsa key, string id) =>
        Sign(id, "ES256", Authority, Audience, data => key.SignData(data, HashAlgorithmName.SHA256));

    private static string Sign(string id, string algorithm, string issuer, string audience, Func<byte[], byte[]> sign)
    {
        string header = JsonSerializer.Serialize(
            new
            {
                alg = algorithm,
                typ = "JWT",
                kid = id,
            }
        );
        string claims = JsonSerializer.Serialize(
            new
            {
                iss = issuer,
                aud = audience,
                sub = "somebody",
                role = "user",
                exp = TimeProvider.System.GetUtcNow().AddMinutes(10).ToUnixTimeSeconds(),
            }
        );
        string signed = $"{Base64UrlEncoder.Encode(header)}.{Base64UrlEncoder.Encode(claims)}";
        return $"{signed}.{Base64UrlEncoder.Encode(sign(Encoding.ASCII.GetBytes(signed)))}";
    }

    /// <summary>The authority's documents by their addresses.</summary>
    private sealed class Documents : IDocumentRetriever
    {
        private readonly ConcurrentDictionary<string, string> _documents = new(StringComparer.Ordinal);
        private int _reads;

        internal int Reads => _reads;

        internal string this[string address]
        {
            set => _documents[address] = value;
        }

        public Task<string> GetDocumentAsync(string address, CancellationToken cancel)
        {
            Interlocked.Increment(ref _reads);
            return _documents.TryGetValue(address, out string? document)
                ? Task.FromResult(document)
                : Task.FromException<string>(new IOException("The authority does not answer."));
        }
    }
}
