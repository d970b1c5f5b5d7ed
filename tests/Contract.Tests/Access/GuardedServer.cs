using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using RagCluster.Contract.Tests.Server;
using RagCluster.TestKit;

namespace RagCluster.Contract.Tests.Access;

/// <summary>
/// A server that asks for credentials, with clients that have different ones. All classes share one, which other tests use at the same
/// time; whoever asks about all of its keys, users or tenants takes <see cref="OwnGuardedServer"/>.
/// </summary>
public class GuardedServer : IAsyncLifetime
{
    private const string AdminKey = "the-administrator-of-these-tests-0123456789";
    private const string ScrapeKey = "the-scraper-of-these-tests-01234567890123456";
    private const string TokenSecret = "the-secret-of-the-tokens-of-these-tests";
    private const string Issuer = "https://issuer.example";
    private const string Audience = "ragcluster";

    /// <summary>The server's settings.</summary>
    protected static readonly Dictionary<string, string> Settings = new()
    {
        ["API_KEY_REQUIRED"] = "true",
        ["RAG__Auth__AdminKey"] = AdminKey,
        ["RAG__Auth__ScrapeKey"] = ScrapeKey,
        ["RAG__Auth__Jwt__Issuer"] = Issuer,
        ["RAG__Auth__Jwt__Audience"] = Audience,
        ["RAG__Auth__Jwt__Secret"] = TokenSecret,
        ["RAG__Auth__Jwt__TenantClaim"] = "tenant",
        ["RAG__QueryLog__IsOn"] = "true",
        ["LOG_LEVEL"] = "DEBUG",
    };

    private static readonly Lazy<Task<SiloProcess>> Shared = new(() => SiloProcess.StartSharedAsync(Settings));
    private readonly List<HttpClient> _clients = [];
    private SiloProcess? _silo;

    /// <summary>What the server wrote.</summary>
    internal string Log => _silo!.Log;

    /// <summary>The secrets that must never be written.</summary>
    internal List<string> Secrets { get; } = [AdminKey, ScrapeKey, TokenSecret];

    /// <inheritdoc/>
    public async Task InitializeAsync() => _silo = await StartAsync();

    /// <inheritdoc/>
    public virtual Task DisposeAsync()
    {
        _clients.ForEach(client => client.Dispose());
        return Task.CompletedTask;
    }

    /// <summary>The server.</summary>
    protected virtual Task<SiloProcess> StartAsync() => Shared.Value;

    /// <summary>A client of the administrator.</summary>
    internal RagHttp Admin() => Bearer(AdminKey);

    /// <summary>A client of the scraper.</summary>
    internal RagHttp Scraper() => Bearer(ScrapeKey);

    /// <summary>A client that sends a key or a token.</summary>
    internal RagHttp Bearer(string? credentials)
    {
        HttpClient client = Client();
        if (credentials is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", credentials);
        return new RagHttp(client);
    }

    /// <summary>A client that sends a header.</summary>
    internal RagHttp With(string header, string value)
    {
        HttpClient client = Client();
        client.DefaultRequestHeaders.TryAddWithoutValidation(header, value);
        return new RagHttp(client);
    }

    /// <summary>A new key of a role.</summary>
    internal async Task<(string Id, string Text)> NewKeyAsync(string role, DateTimeOffset? expiresAt = null, string? tenant = null)
    {
        Reply created = await Admin()
            .PostAsync(
                "/api/v1/keys",
                new
                {
                    name = $"a {role}",
                    role,
                    expires_at = expiresAt,
                    tenant,
                }
            );
        string text = created.Text("key");
        Secrets.Add(text);
        return (created.Text("id"), text);
    }

    /// <summary>A token of a role that ends in some seconds, or ended some seconds ago.</summary>
    internal static string Token(string role, int seconds, string subject = "somebody", params string[] groups) =>
        TokenOf("default", role, seconds, subject, groups);

    /// <summary>A client with a token of somebody in a tenant.</summary>
    internal RagHttp Of(string tenant, string role = "admin", string subject = "somebody", params string[] groups) =>
        Bearer(TokenOf(tenant, role, 3600, subject, groups));

    private static string TokenOf(string tenant, string role, int seconds, string subject, string[] groups)
    {
        long now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        string claims = JsonSerializer.Serialize(
            new
            {
                iss = Issuer,
                aud = Audience,
                sub = subject,
                groups,
                role,
                tenant,
                exp = now + seconds,
            }
        );
        string signed = $"{Encode("""{"alg":"HS256","typ":"JWT"}"""u8)}.{Encode(Encoding.UTF8.GetBytes(claims))}";
        return $"{signed}.{Encode(HMACSHA256.HashData(Encoding.UTF8.GetBytes(TokenSecret), Encoding.ASCII.GetBytes(signed)))}";
    }

    private HttpClient Client()
    {
        // What leads to the sign-in is what is asked about.
        SocketsHttpHandler handler = new() { AllowAutoRedirect = false, UseCookies = false };
        HttpClient client = new(handler) { BaseAddress = _silo!.Http.BaseAddress, Timeout = TimeSpan.FromSeconds(100) };
        _clients.Add(client);
        return client;
    }

    private static string Encode(ReadOnlySpan<byte> bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);
}
