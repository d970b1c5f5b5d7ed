using System.Net;
using System.Net.Sockets;
using System.Text;
using RagCluster.Contract.Tests.Server;
using RagCluster.TestKit;

namespace RagCluster.Contract.Tests.Requests;

/// <summary>Uploads share one budget of memory: what does not fit waits, and is turned away when it has waited long enough.</summary>
public sealed class UploadMemoryTests
{
    private const int HeldBytes = 900_000;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task UploadWithoutRoom_GetsRetryAfter_AndIsTakenOnceThereIsRoom(bool isChunked)
    {
        using TempFolder data = new();
        await using SiloProcess silo = await SiloProcess.StartAsync(
            data.FullPath,
            new Dictionary<string, string> { ["RAG__Api__UploadMemoryMax"] = "1048576", ["RAG__Api__UploadWaitMax"] = "00:00:00.5" }
        );
        RagHttp rag = new(silo.Http);
        string collection = await rag.NewCollectionAsync();
        string path = $"/api/v1/collections/{collection}/documents";
        using TcpClient held = await HoldAsync(silo.Http.BaseAddress!, path);
        await AdmittedAsync(silo.Http);
        using HttpResponseMessage refused = await UploadUntilAsync(silo.Http, path, isChunked, HttpStatusCode.TooManyRequests);
        Assert.NotNull(refused.Headers.RetryAfter?.Delta);
        Assert.Contains("\"code\":\"uploads-overloaded\"", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        // What is small needs no room.
        Assert.Equal(HttpStatusCode.OK, (await rag.SearchAsync(collection, new { query = "mill" })).Status);
        held.Close();
        using HttpResponseMessage taken = await UploadUntilAsync(silo.Http, path, isChunked, HttpStatusCode.Accepted);
        string metrics = await silo.Http.GetStringAsync("/metrics");
        Assert.Matches(@"rag_upload_admissions_total\{outcome=""refused""\} [1-9]", metrics);
        Assert.Matches(@"rag_upload_admissions_total\{outcome=""admitted""\} [1-9]", metrics);
        silo.Signal("TERM");
        Assert.True(await silo.WaitForExitAsync(TestPatience.Max));
        // That a client goes away is no fault of the server's. Orleans reports as failures what its parts send each other at a silo's start
        // and end.
        string[] failures = [.. silo.Log.Split('\n').Where(line => line.Contains("fail: ", StringComparison.Ordinal))];
        Assert.All(failures, line => Assert.Contains("fail: Orleans.", line, StringComparison.Ordinal));
        int started = silo.Log.IndexOf("Application started", StringComparison.Ordinal);
        string served = silo.Log[started..silo.Log.IndexOf("Application is shutting down", StringComparison.Ordinal)];
        Assert.DoesNotContain("fail: ", served, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UploadLargerThanTheBudget_IsTakenAlone()
    {
        using TempFolder data = new();
        await using SiloProcess silo = await SiloProcess.StartAsync(
            data.FullPath,
            new Dictionary<string, string> { ["RAG__Api__UploadMemoryMax"] = "1048576" }
        );
        string collection = await new RagHttp(silo.Http).NewCollectionAsync();
        using MultipartFormDataContent form = new() { { new ByteArrayContent(new byte[3_000_000]), "file", "a.bin" } };
        using HttpResponseMessage response = await silo.Http.PostAsync($"/api/v1/collections/{collection}/documents", form);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
    }

    // A client that announces a body and leaves it unfinished.
    private static async Task<TcpClient> HoldAsync(Uri server, string path)
    {
        TcpClient client = new();
        await client.ConnectAsync(server.Host, server.Port);
        string head =
            $"POST {path} HTTP/1.1\r\nHost: {server.Authority}\r\nContent-Type: application/json\r\nContent-Length: "
            + $"{HeldBytes}\r\n\r\n{{\"documents\":";
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head));
        return client;
    }

    private static async Task AdmittedAsync(HttpClient http)
    {
        using CancellationTokenSource patience = new(TestPatience.Max);
        while (
            !(await http.GetStringAsync("/metrics", patience.Token)).Contains(
                "rag_upload_admissions_total{outcome=\"admitted\"} 1\n",
                StringComparison.Ordinal
            )
        )
            await Task.Yield();
    }

    // The server may not have noticed yet that the client of the body that is held is gone.
    private static async Task<HttpResponseMessage> UploadUntilAsync(HttpClient http, string path, bool isChunked, HttpStatusCode wanted)
    {
        using CancellationTokenSource patience = new(TestPatience.Max);
        while (true)
        {
            using HttpRequestMessage request = new(HttpMethod.Post, path)
            {
                Content = new StringContent(
                    $"{{\"documents\":[{{\"text\":\"{new string('a', 190_000)}\"}}]}}",
                    Encoding.UTF8,
                    "application/json"
                ),
            };
            request.Headers.TransferEncodingChunked = isChunked;
            HttpResponseMessage response = await http.SendAsync(request, patience.Token);
            if (response.StatusCode == wanted)
                return response;
            response.Dispose();
        }
    }
}
