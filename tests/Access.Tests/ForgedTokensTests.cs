using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using RagCluster.Access.Tokens;

namespace RagCluster.Access.Tests;

/// <summary>Ten thousand tokens that nobody issued, drawn by a seed: forged, expired, of another algorithm, cut off. None is
/// believed.</summary>
public sealed class ForgedTokensTests : IDisposable
{
    private const int TokenCount = 10_000;
    private const string Issuer = "https://issuer.example";
    private const string Audience = "ragcluster";
    private const string Secret = "a secret of more than thirty-two bytes";
    private readonly TestClock _clock = new();
    private readonly RSA _rsa = RSA.Create(2048);
    private readonly Dictionary<string, int> _drawn = [];

    public void Dispose() => _rsa.Dispose();

    [Fact]
    public async Task TenThousandForgedTokens_AreAllRefused()
    {
        string pem = _rsa.ExportSubjectPublicKeyInfoPem();
        TokenReader reader = new(new TokenSettings(Issuer, Audience, Secret, [pem]), _clock);
        string good = Signed(Header("HS256"), Claims(), Secret);
        Assert.NotNull(await reader.ReadAsync(good));
        Random random = new(20_261_122);
        List<string> believed = [];
        for (int i = 0; i < TokenCount; i++)
        {
            (string kind, string token) = Draw(random, good, pem);
            _drawn[kind] = _drawn.GetValueOrDefault(kind) + 1;
            if (await reader.ReadAsync(token) is not null)
                believed.Add($"{kind}: {token}");
        }

        Assert.Empty(believed);
        Assert.All(_drawn, kind => Assert.True(kind.Value > 300, $"{kind.Key} was drawn {kind.Value} times."));
        Assert.Equal(TokenCount, _drawn.Values.Sum());
    }

    private (string Kind, string Token) Draw(Random random, string good, string pem) =>
        random.Next(13) switch
        {
            0 => ("another secret", Signed(Header("HS256"), Claims(), Text(random, 32 + random.Next(32)))),
            1 => ("ended", Signed(Header("HS256"), Claims(("exp", Now(-31 - random.Next(1_000_000)))), Secret)),
            2 => ("not begun", Signed(Header("HS256"), Claims(("nbf", Now(31 + random.Next(1_000_000)))), Secret)),
            3 => ("no algorithm", Unsigned(Header(Cased(random, "none")), Claims())),
            4 => (
                "another algorithm",
                Signed(Header(OneOf(random, "HS384", "HS512", "RS256", "ES256", "PS256", "hs256")), Claims(), Secret)
            ),
            5 => ("the public key as secret", Signed(Header("HS256"), Claims(), OneOf(random, pem, pem.Trim(), pem + "\n"))),
            6 => ("cut off", good[..random.Next(good.Length)]),
            7 => ("changed", Changed(random, good)),
            8 => ("another issuer", Signed(Header("HS256"), Claims(("iss", Issuer + Text(random, 1 + random.Next(5)))), Secret)),
            9 => ("another audience", Signed(Header("HS256"), Claims(("aud", OneOf(random, null, "", Text(random, 8)))), Secret)),
            10 => ("without an end", Signed(Header("HS256"), Claims(("exp", null)), Secret)),
            11 => ("claims of another", Exchanged(random, good)),
            _ => ("noise", Text(random, random.Next(200)) + "." + Text(random, random.Next(400)) + "." + Text(random, random.Next(100))),
        };

    // One letter becomes another one. Where that changes no byte (the last letter of a part has bits to spare) the token is the same one.
    private static string Changed(Random random, string good)
    {
        while (true)
        {
            char[] letters = good.ToCharArray();
            letters[random.Next(letters.Length)] = Text(random, 1)[0];
            string changed = new(letters);
            if (!Bytes(changed).SequenceEqual(Bytes(good)))
                return changed;
        }
    }

    // The signature of one token under the claims of another.
    private string Exchanged(Random random, string good)
    {
        string[] parts = good.Split('.');
        string claims = Claims(("role", "admin"), ("sub", Text(random, 5)));
        return $"{parts[0]}.{Encode(Encoding.UTF8.GetBytes(claims))}.{parts[2]}";
    }

    private static string Bytes(string token) =>
        string.Join('.', token.Split('.').Select(part => Base64Url.IsValid(part) ? Convert.ToHexString(Loose(part)) : part));

    // Without the bits to spare, which a strict reader would refuse.
    private static byte[] Loose(string part)
    {
        string plain = part.Replace('-', '+').Replace('_', '/');
        return Convert.FromBase64String(plain.PadRight((plain.Length + 3) / 4 * 4, '='));
    }

    private static string Header(string algorithm) => $$"""{"alg":"{{algorithm}}","typ":"JWT"}""";

    private long Now(int seconds) => _clock.GetUtcNow().AddSeconds(seconds).ToUnixTimeSeconds();

    private string Claims(params (string Name, object? Value)[] changes)
    {
        Dictionary<string, object?> claims = new()
        {
            ["iss"] = Issuer,
            ["aud"] = Audience,
            ["sub"] = "somebody",
            ["iat"] = Now(0),
            ["exp"] = Now(600),
            ["role"] = "user",
        };
        foreach ((string name, object? value) in changes)
            claims[name] = value;
        return JsonSerializer.Serialize(claims.Where(claim => claim.Value is not null).ToDictionary());
    }

    private static string Unsigned(string header, string claims) =>
        $"{Encode(Encoding.UTF8.GetBytes(header))}.{Encode(Encoding.UTF8.GetBytes(claims))}.";

    private static string Signed(string header, string claims, string secret)
    {
        string signed = Unsigned(header, claims).TrimEnd('.');
        return $"{signed}.{Encode(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.ASCII.GetBytes(signed)))}";
    }

    private static string Cased(Random random, string word) =>
        string.Concat(word.Select(letter => random.Next(2) == 0 ? char.ToUpperInvariant(letter) : letter));

    private static T OneOf<T>(Random random, params T[] values) => values[random.Next(values.Length)];

    private static string Text(Random random, int length) =>
        new(random.GetItems<char>("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", length));

    private static string Encode(byte[] bytes) => Base64Url.EncodeToString(bytes);
}
