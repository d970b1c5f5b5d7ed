using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using RagCluster.TestKit;

namespace RagCluster.Contract.Tests.Access;

/// <summary>
/// A server whose every secret is known, by files, asked everything that it can be asked, with the secrets in the wrong places too (T22).
/// </summary>
public sealed partial class SecretHygieneTests
{
    private const string AdminKey = "t22-the-administrators-key-0123456789abcdef";

    // By the names of their settings; each is unlike any other text of the server.
    private static readonly Dictionary<string, string> Secrets = new()
    {
        ["RAG__Auth__AdminKey"] = AdminKey,
        ["RAG__Auth__ScrapeKey"] = "t22-the-scrapers-key-0123456789abcdef-xyz",
        ["RAG__Auth__Jwt__Secret"] = "t22-the-secret-of-the-tokens-0123456789abc",
        ["RAG__Chat__ApiKey"] = "t22-the-key-of-the-chat-model-01234567",
    };

    [Fact]
    public async Task KnownSecrets_AreInNoLogMetricOrBody()
    {
        using TempFolder data = new();
        await using SiloProcess silo = await SiloProcess.StartAsync(Path.Combine(data.FullPath, "data"), Settings(data.FullPath));
        JsonNode description = JsonNode.Parse((await AskAsync(silo, HttpMethod.Get, "/openapi/v1.json", AdminKey, null)).Body)!;
        StringBuilder seen = new();
        int asked = 0;
        foreach ((string template, JsonNode? methods) in description["paths"]!.AsObject())
        {
            foreach ((string method, JsonNode? _) in methods!.AsObject())
            {
                string path = Parameter().Replace(template, "t22");
                // As it should be; without anything; with a secret where a key, a body or an id would be.
                foreach ((string key, string? body) in Variants(method))
                {
                    seen.Append((await AskAsync(silo, new HttpMethod(method.ToUpperInvariant()), path, key, body)).All);
                    asked++;
                }
            }
        }

        foreach (string path in (string[])["/metrics", "/health?verbose", "/", "/docs", "/api/v1/audit?limit=1000", "/nothing"])
            seen.Append((await AskAsync(silo, HttpMethod.Get, path, AdminKey, null)).All);
        string everything = seen + silo.Log;
        Assert.All(Secrets, secret => Assert.DoesNotContain(secret.Value, everything, StringComparison.Ordinal));
        Assert.True(asked > 150, $"Only {asked} requests were made.");
        Assert.Contains("dbug: ", silo.Log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "can't be read")]
    [InlineData("\n", "is empty")]
    [InlineData("# t22-of-the-chat-model\nt22-second-line\n", "has several lines")]
    public async Task FileWithoutASecret_StopsTheStart(string? content, string said)
    {
        using TempFolder data = new();
        string file = Path.Combine(data.FullPath, "secret");
        if (content is not null)
            await File.WriteAllTextAsync(file, content);
        (int exitCode, string log) = await SiloProcess.RunToExitAsync(
            Path.Combine(data.FullPath, "data"),
            new Dictionary<string, string> { ["RAG__Chat__ApiKey__File"] = file }
        );
        Assert.Equal(1, exitCode);
        Assert.Contains("RAG__Chat__ApiKey__File", log, StringComparison.Ordinal);
        Assert.Contains(said, log, StringComparison.Ordinal);
        Assert.DoesNotContain("t22-", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SecretGivenTwice_StopsTheStartAndIsNotSaid()
    {
        using TempFolder data = new();
        (int exitCode, string log) = await SiloProcess.RunToExitAsync(
            data.FullPath,
            new Dictionary<string, string> { ["RAG__Chat__ApiKey"] = "t22-given-twice", ["RAG__Chat__ApiKey__File"] = "/absent" }
        );
        Assert.Equal(1, exitCode);
        Assert.Contains("both set", log, StringComparison.Ordinal);
        Assert.DoesNotContain("t22-given-twice", log, StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Settings(string folder)
    {
        Dictionary<string, string> settings = new()
        {
            ["RAG__Auth__Required"] = "true",
            ["RAG__Auth__Jwt__Issuer"] = "https://issuer.example",
            ["RAG__Auth__Jwt__Audience"] = "ragcluster",
            // Nobody listens there: what fails is told, and must not tell the key.
            ["RAG__Chat__Endpoint"] = "http://127.0.0.1:9/v1",
            ["RAG__Chat__Model"] = "absent",
            ["LOG_LEVEL"] = "TRACE",
        };
        foreach ((string name, string secret) in Secrets)
        {
            string file = Path.Combine(folder, name);
            File.WriteAllText(file, secret + "\n");
            settings[name + "__File"] = file;
        }

        return settings;
    }

    private static IEnumerable<(string Key, string? Body)> Variants(string method)
    {
        yield return (AdminKey, null);
        yield return (AdminKey + "x", null);
        if (method is "post" or "put" or "patch")
            yield return (AdminKey, """{"name":"t22","query":"what is it?","unknown":true}""");
    }

    private static async Task<(string Body, string All)> AskAsync(
        SiloProcess silo,
        HttpMethod method,
        string path,
        string key,
        string? body
    )
    {
        using HttpRequestMessage request = new(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await silo.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        // A stream of events has no end.
        string text =
            response.Content.Headers.ContentType?.MediaType == "text/event-stream" ? "" : await response.Content.ReadAsStringAsync();
        return (text, $"{response.Headers}{text}\n");
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}
