using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using RagCluster.Contract.Tests.Server;
using RagCluster.TestKit;

namespace RagCluster.Contract.Tests.Access;

/// <summary>What a client sees of the limits.</summary>
public sealed class LimitTests
{
    private const string AdminKey = "the-administrator-of-these-tests-0123456789";

    [Fact]
    public async Task WhoComesTooOften_LearnsWhenToComeAgain_AndNobodyElseNotices()
    {
        using TempFolder data = new();
        await using SiloProcess silo = await SiloProcess.StartAsync(
            data.FullPath,
            new Dictionary<string, string>
            {
                ["RATE_LIMIT_REQUESTS"] = "8",
                ["RAG__RateLimits__Window"] = "00:10:00",
                ["RAG__Auth__Required"] = "true",
                ["RAG__Auth__AdminKey"] = AdminKey,
            }
        );
        string hammers = await NewKeyAsync(silo);
        string steady = await NewKeyAsync(silo);
        for (int i = 7; i >= 0; i--)
        {
            using HttpResponseMessage accepted = await SendAsync(silo, hammers, "/api/v1/collections");
            Assert.Equal(HttpStatusCode.OK, accepted.StatusCode);
            Assert.Equal("\"key\";q=8;w=600", Header(accepted, "RateLimit-Policy"));
            Assert.StartsWith($"\"key\";r={i};t=", Header(accepted, "RateLimit"), StringComparison.Ordinal);
        }

        using HttpResponseMessage refused = await SendAsync(silo, hammers, "/api/v1/collections");
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        string wait = Header(refused, "Retry-After");
        Assert.InRange(int.Parse(wait, System.Globalization.CultureInfo.InvariantCulture), 1, 600);
        Assert.Equal($"\"key\";r=0;t={wait}", Header(refused, "RateLimit"));
        JsonNode problem = (await refused.Content.ReadFromJsonAsync<JsonNode>())!;
        Assert.Equal("rate-limited", problem["code"]!.ToString());

        using HttpResponseMessage openAi = await SendAsync(silo, hammers, "/v1/models");
        Assert.Equal(HttpStatusCode.TooManyRequests, openAi.StatusCode);
        Assert.Equal("8", Header(openAi, "x-ratelimit-limit-requests"));
        Assert.Equal("0", Header(openAi, "x-ratelimit-remaining-requests"));

        using HttpResponseMessage probe = await SendAsync(silo, hammers, "/readyz");
        Assert.Equal(HttpStatusCode.OK, probe.StatusCode);
        Assert.False(probe.Headers.Contains("RateLimit"));
        for (int i = 0; i < 7; i++)
        {
            using HttpResponseMessage other = await SendAsync(silo, steady, "/api/v1/collections");
            Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        }

        using HttpResponseMessage metrics = await SendAsync(silo, AdminKey, "/metrics");
        Assert.Matches(@"rag_rate_limited_total\{policy=""key""\} 2\n", await metrics.Content.ReadAsStringAsync());

        // Messages that come in one request are counted each.
        string several = await NewKeyAsync(silo);
        string pings = string.Join(',', Enumerable.Repeat("""{"jsonrpc":"2.0","id":1,"method":"ping"}""", 9));
        using HttpRequestMessage batch = new(HttpMethod.Post, "/mcp")
        {
            Content = new StringContent($"[{pings}]", System.Text.Encoding.UTF8, "application/json"),
        };
        batch.Headers.Authorization = new("Bearer", several);
        batch.Headers.Accept.ParseAdd("application/json, text/event-stream");
        using HttpResponseMessage tooMany = await silo.Http.SendAsync(batch);
        Assert.Equal(HttpStatusCode.TooManyRequests, tooMany.StatusCode);
    }

    [Fact]
    public async Task AddressThatGuessesKeys_IsLimited_WhateverItSaysOfItself()
    {
        using TempFolder data = new();
        await using SiloProcess silo = await SiloProcess.StartAsync(
            data.FullPath,
            new Dictionary<string, string>
            {
                ["RAG__RateLimits__AddressRequests"] = "5",
                ["RAG__RateLimits__Window"] = "00:10:00",
                ["RAG__Auth__Required"] = "true",
            }
        );
        for (int i = 0; i < 8; i++)
        {
            using HttpRequestMessage guess = new(HttpMethod.Get, "/api/v1/me");
            guess.Headers.Authorization = new("Bearer", $"guess-{i}");
            guess.Headers.Add("X-Forwarded-For", $"203.0.113.{i}");
            using HttpResponseMessage answer = await silo.Http.SendAsync(guess);
            Assert.Equal(i < 5 ? HttpStatusCode.Unauthorized : HttpStatusCode.TooManyRequests, answer.StatusCode);
        }
    }

    [Fact]
    public async Task RequestsThatNoEndpointMaySee_AreCountedByAddress()
    {
        using TempFolder data = new();
        await using SiloProcess silo = await SiloProcess.StartAsync(
            data.FullPath,
            new Dictionary<string, string> { ["RAG__RateLimits__AddressRequests"] = "6", ["RAG__RateLimits__Window"] = "00:10:00" }
        );
        for (int i = 0; i < 9; i++)
        {
            using HttpRequestMessage request = new(HttpMethod.Post, "/api/v1/collections")
            {
                Content = JsonContent.Create(new { name = "c" }),
            };
            if (i % 3 == 0)
                request.Headers.Add("Origin", "https://elsewhere.example");
            else if (i % 3 == 1)
                request.Headers.Host = "elsewhere.example";
            else
                request.RequestUri = new Uri("/api/v1/collections/a%2Fb", UriKind.Relative);
            using HttpResponseMessage answer = await silo.Http.SendAsync(request);
            HttpStatusCode[] faults = [HttpStatusCode.Forbidden, HttpStatusCode.MisdirectedRequest, HttpStatusCode.BadRequest];
            Assert.Equal(i < 6 ? faults[i % 3] : HttpStatusCode.TooManyRequests, answer.StatusCode);
            Assert.Equal(i >= 6, answer.Headers.Contains("Retry-After"));
        }
    }

    [Fact]
    public async Task ProxyThatIsNamed_IsBelieved_AndClassesHaveTheirPlaces()
    {
        using TempFolder data = new();
        await using SiloProcess silo = await SiloProcess.StartAsync(
            data.FullPath,
            new Dictionary<string, string>
            {
                ["RAG__RateLimits__AddressRequests"] = "2",
                ["RAG__RateLimits__Window"] = "00:10:00",
                ["RAG__Api__Proxies"] = "127.0.0.0/8",
                ["RAG__Auth__Required"] = "false",
                ["RAG__Bulkheads__Watch"] = "1",
                ["RAG__Bulkheads__WaitingMax"] = "0",
            }
        );
        for (int i = 0; i < 8; i++)
        {
            using HttpRequestMessage request = new(HttpMethod.Get, "/api/v1/collections");
            request.Headers.Add("X-Forwarded-For", $"198.51.100.7, 203.0.113.{i / 2}");
            using HttpResponseMessage answer = await silo.Http.SendAsync(request);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        // One watches; the next one finds no place, and everything else goes on.
        using HttpRequestMessage watch = Watch(200);
        using HttpResponseMessage watched = await silo.Http.SendAsync(watch, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.OK, watched.StatusCode);
        using HttpRequestMessage second = Watch(201);
        using HttpResponseMessage refused = await silo.Http.SendAsync(second, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Contains("requests-overloaded", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("1", Header(refused, "Retry-After"));
        using HttpRequestMessage read = new(HttpMethod.Get, "/api/v1/cluster");
        read.Headers.Add("X-Forwarded-For", "203.0.113.202");
        using HttpResponseMessage answered = await silo.Http.SendAsync(read);
        Assert.Equal(HttpStatusCode.OK, answered.StatusCode);
    }

    [Fact]
    public async Task BodyThatComesSlowly_HoldsNoPlace_AndIsGivenUp()
    {
        using TempFolder data = new();
        await using SiloProcess silo = await SiloProcess.StartAsync(
            data.FullPath,
            new Dictionary<string, string> { ["RAG__Bulkheads__Query"] = "1", ["RAG__Bulkheads__WaitingMax"] = "0" }
        );
        Uri address = silo.Http.BaseAddress!;
        using TcpClient slow = new();
        await slow.ConnectAsync(address.Host, address.Port);
        await using NetworkStream stream = slow.GetStream();
        string head = $"POST /api/v1/collections/c/search HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Type: application/json\r\n";
        await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes($"{head}Content-Length: 1000000\r\n\r\n{{"));
        // The place is free for who asks in one go; what is asked for is not there.
        for (int i = 0; i < 5; i++)
        {
            using HttpResponseMessage other = await silo.Http.PostAsJsonAsync("/api/v1/collections/c/search", new { query = "a" });
            Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
        }

        using CancellationTokenSource late = new(TestPatience.Max);
        using StreamReader reader = new(stream);
        Assert.StartsWith("HTTP/1.1 408", await reader.ReadLineAsync(late.Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task QuestionsThatWaitForAChatModel_LeaveSearchesTheirPlaces_OverMcpToo()
    {
        using TcpListener silent = new(IPAddress.Loopback, 0);
        silent.Start();
        using TempFolder data = new();
        await using SiloProcess silo = await SiloProcess.StartAsync(
            data.FullPath,
            new Dictionary<string, string>
            {
                ["RAG__Chat__Endpoint"] = $"http://{silent.LocalEndpoint}/v1",
                ["RAG__Chat__Model"] = "silent",
                ["RAG__Bulkheads__Query"] = "1",
                ["RAG__Bulkheads__Generate"] = "2",
                ["RAG__Bulkheads__WaitingMax"] = "0",
            }
        );
        RagHttp http = new(silo.Http);
        string collection = await http.NewCollectionAsync();
        await http.UploadJsonAsync(collection, new { id = "a", text = "The gate of the harbour opens at nine." });
        using CancellationTokenSource end = new(TestPatience.Max);
        // The same question twice would be answered once.
        Task<HttpResponseMessage>[] asking = [Ask("When does the gate open?"), Ask("When does the harbour's gate open?")];
        using TcpClient first = await silent.AcceptTcpClientAsync(end.Token);
        using TcpClient second = await silent.AcceptTcpClientAsync(end.Token);

        Assert.Equal(HttpStatusCode.OK, (await http.SearchAsync(collection, new { query = "gate" })).Status);
        using HttpResponseMessage refused = await Ask("Does the gate open at nine?");
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(asking));

        Task<HttpResponseMessage> Ask(string question)
        {
            object call = new
            {
                jsonrpc = "2.0",
                id = 1,
                method = "tools/call",
                @params = new { name = "ask", arguments = new { collection, question } },
            };
            HttpRequestMessage request = new(HttpMethod.Post, "/mcp") { Content = JsonContent.Create(call) };
            request.Headers.Accept.ParseAdd("application/json, text/event-stream");
            return silo.Http.SendAsync(request, end.Token);
        }
    }

    private static HttpRequestMessage Watch(int client)
    {
        HttpRequestMessage watch = new(HttpMethod.Get, "/api/v1/cluster/events");
        watch.Headers.Add("X-Forwarded-For", $"203.0.113.{client}");
        return watch;
    }

    private static async Task<string> NewKeyAsync(SiloProcess silo)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, "/api/v1/keys")
        {
            Content = JsonContent.Create(new { name = "a", role = "readonly" }),
        };
        request.Headers.Authorization = new("Bearer", AdminKey);
        using HttpResponseMessage made = await silo.Http.SendAsync(request);
        return (await made.Content.ReadFromJsonAsync<JsonNode>())!["key"]!.ToString();
    }

    private static async Task<HttpResponseMessage> SendAsync(SiloProcess silo, string key, string path)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, path);
        request.Headers.Authorization = new("Bearer", key);
        return await silo.Http.SendAsync(request);
    }

    private static string Header(HttpResponseMessage response, string name) => string.Join(", ", response.Headers.GetValues(name));
}
