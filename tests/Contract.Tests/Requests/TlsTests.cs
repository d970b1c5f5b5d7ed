using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using RagCluster.TestKit;

namespace RagCluster.Contract.Tests.Requests;

/// <summary>TLS for clients, with certificates that are exchanged while the server runs.</summary>
public sealed class TlsTests
{
    private const string Host = "rag.example";

    [Fact]
    public async Task ExchangedCertificate_IsTakenWithoutARestart()
    {
        using TempFolder data = new();
        (string file, string key) = (Path.Combine(data.FullPath, "server.crt"), Path.Combine(data.FullPath, "server.key"));
        string first = Issue(file, key);
        await using SiloProcess server = SiloProcess.Begin(
            Path.Combine(data.FullPath, "data"),
            new Dictionary<string, string>
            {
                ["RAG__Tls__CertificateFile"] = file,
                ["RAG__Tls__KeyFile"] = key,
                ["RAG__Api__AllowedHosts"] = Host,
                ["SSL_ENABLED"] = "true",
            },
            "https"
        );
        int port = server.Http.BaseAddress!.Port;
        Assert.Equal(first, await SeenAsync(server, port, first));

        string second = Issue(file, key);
        Assert.Equal(second, await SeenAsync(server, port, second));

        // One whose time is over must not take the place of one that is in force.
        Issue(file, key, days: -2);
        using CancellationTokenSource soon = new(TestPatience.Max);
        while (!server.Log.Contains("not now; a former one serves on: True", StringComparison.Ordinal))
        {
            Assert.Equal(second, (await AskAsync(port, soon.Token)).Thumbprint);
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, soon.Token);
        }

        // A pair that does not fit together yet leaves the former one in place.
        Issue(file, Path.Combine(data.FullPath, "other.key"));
        using CancellationTokenSource late = new(TestPatience.Max);
        while (!server.Log.Contains("can't be used", StringComparison.Ordinal))
        {
            Assert.Equal(second, (await AskAsync(port, late.Token)).Thumbprint);
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, late.Token);
        }

        Assert.Equal(second, (await AskAsync(port, late.Token)).Thumbprint);
        Assert.Equal("max-age=31536000", (await AskAsync(port, late.Token)).Hsts);
    }

    [Theory]
    [InlineData("SSL_ENABLED", "true", "RAG__Tls__CertificateFile is missing")]
    [InlineData("RAG__Tls__KeyFile", "/absent", "belong together")]
    public async Task CertificateThatIsMissing_StopsTheStart(string setting, string value, string said)
    {
        using TempFolder data = new();
        (int exitCode, string log) = await SiloProcess.RunToExitAsync(data.FullPath, new Dictionary<string, string> { [setting] = value });
        Assert.Equal(1, exitCode);
        Assert.Contains(said, log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CertificateThatNoAddressUses_StopsTheStart()
    {
        using TempFolder data = new();
        (string file, string key) = (Path.Combine(data.FullPath, "server.crt"), Path.Combine(data.FullPath, "server.key"));
        Issue(file, key);
        (int exitCode, string log) = await SiloProcess.RunToExitAsync(
            data.FullPath,
            new Dictionary<string, string> { ["RAG__Tls__CertificateFile"] = file, ["RAG__Tls__KeyFile"] = key }
        );
        Assert.Equal(1, exitCode);
        Assert.Contains("no address of --urls", log, StringComparison.Ordinal);
    }

    // Waits until the server shows a certificate.
    private static async Task<string> SeenAsync(SiloProcess server, int port, string expected)
    {
        using CancellationTokenSource late = new(TestPatience.Max);
        while (true)
        {
            try
            {
                if ((await AskAsync(port, late.Token)).Thumbprint is { } seen && seen == expected)
                    return seen;
            }
            catch (HttpRequestException) when (!server.HasExited)
            {
                // It does not listen yet.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, late.Token);
        }
    }

    // On a new connection: an open one keeps its certificate.
    private static async Task<(string Thumbprint, string? Hsts)> AskAsync(int port, CancellationToken cancellationToken)
    {
        string thumbprint = "";
        using SocketsHttpHandler handler = new();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, _) =>
        {
            thumbprint = ((X509Certificate2)shown!).Thumbprint;
            return true;
        };
        using HttpClient client = new(handler);
        using HttpRequestMessage request = new(HttpMethod.Get, $"https://127.0.0.1:{port}/livez");
        request.Headers.Host = Host;
        using HttpResponseMessage response = await client.SendAsync(request, cancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return (
            thumbprint,
            response.Headers.TryGetValues("Strict-Transport-Security", out IEnumerable<string>? hsts) ? hsts.Single() : null
        );
    }

    private static string Issue(string certificateFile, string keyFile, int days = 1)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new($"CN={Host}", key, HashAlgorithmName.SHA256);
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        using X509Certificate2 certificate = request.CreateSelfSigned(now.AddDays(-5), now.AddDays(days));
        File.WriteAllText(keyFile, key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(certificateFile, certificate.ExportCertificatePem());
        return certificate.Thumbprint;
    }
}
