using System.Net.Http.Headers;
using System.Text;

namespace RagCluster.MemoryBenchmark;

/// <summary>Requests that no server should take, each of a kind of its own.</summary>
internal static class Malformed
{
    private const string Json = "application/json";

    private static readonly Func<string, Random, HttpRequestMessage>[] Kinds =
    [
        (path, _) => Post($"{path}/search", Json, "{\"query\":"),
        (path, _) => Post($"{path}/search", Json, "{\"query\":\"x\",\"unknown\":1}"),
        (path, _) => Post($"{path}/search", Json, "{\"query\":null}"),
        (path, _) => Post($"{path}/search", Json, "{\"query\":\"x\",\"top_k\":\"many\"}"),
        (path, _) => Post($"{path}/search", "text/plain", "query"),
        (path, random) => Post($"{path}/search", Json, $"{{\"query\":\"{new string('q', random.Next(10_000, 60_000))}\"}}"),
        (path, _) => Post($"{path}/search", Json, string.Concat(Enumerable.Repeat("[", 2_000))),
        (path, _) => Post($"{path}/documents", Json, "{\"documents\":[null]}"),
        (path, _) => Post($"{path}/documents", Json, "{\"documents\":[]}"),
        (path, _) =>
            Post(
                $"{path}/documents",
                "multipart/form-data; boundary=cut",
                "--cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.md\"\r\n\r\nabc"
            ),
        (path, random) => Get($"{path}/documents/{random.NextInt64():x}"),
        (_, random) => Get($"/api/v1/jobs/{random.NextInt64():x}{random.NextInt64():x}"),
        (_, random) => Get($"/api/v1/collections/none-{random.Next():x}"),
        (path, _) => Get($"{path}/documents?limit=many"),
        (_, _) => Get("/api/v1/%00"),
        (_, random) => Get($"/{new string('u', random.Next(1_000, 6_000))}"),
    ];

    /// <summary>The next one.</summary>
    /// <param name="path">The path of a collection.</param>
    /// <param name="random">Chooses.</param>
    internal static HttpRequestMessage Next(string path, Random random) => Kinds[random.Next(Kinds.Length)](path, random);

    private static HttpRequestMessage Get(string path) => new(HttpMethod.Get, path);

    private static HttpRequestMessage Post(string path, string type, string body) =>
        new(HttpMethod.Post, path)
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } },
        };
}
