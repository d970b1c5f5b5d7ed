using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace RagCluster.Contract.Tests.Server;

/// <summary>Talks to a server as raw as a test needs it.</summary>
internal sealed class RagHttp(HttpClient http)
{
    private const string Api = "/api/v1/collections";

    /// <summary>The client.</summary>
    internal HttpClient Http { get; } = http;

    /// <summary>Creates a collection with a new name and returns the name.</summary>
    internal async Task<string> NewCollectionAsync(object? settings = null)
    {
        string name = $"c{Guid.NewGuid():N}";
        JsonObject body = settings is null ? [] : (JsonObject)System.Text.Json.JsonSerializer.SerializeToNode(settings)!;
        body["name"] = name;
        Reply created = await PostAsync(Api, body);
        Assert.Equal(HttpStatusCode.Created, created.Status);
        return name;
    }

    /// <summary>Uploads files under their names and waits until they are indexed.</summary>
    internal Task<Reply> UploadAsync(string collection, params (string Name, byte[] Content)[] files) =>
        UploadFormAsync($"{Api}/{collection}/documents?wait=true", files);

    /// <summary>Uploads one text under a name and returns its document's id.</summary>
    internal async Task<string> UploadTextAsync(string collection, string name, string text)
    {
        Reply reply = await UploadAsync(collection, (name, Encoding.UTF8.GetBytes(text)));
        Assert.Equal(HttpStatusCode.Created, reply.Status);
        return reply.Text("documents", 0, "document_id");
    }

    /// <summary>Uploads JSON documents and waits until they are indexed.</summary>
    internal Task<Reply> UploadJsonAsync(string collection, params object[] documents) =>
        PostAsync($"{Api}/{collection}/documents?wait=true", new { documents });

    /// <summary>Searches.</summary>
    internal Task<Reply> SearchAsync(string collection, object body) => PostAsync($"{Api}/{collection}/search", body);

    /// <summary>Asks.</summary>
    internal Task<Reply> AskAsync(string collection, string query) => PostAsync($"{Api}/{collection}/ask", new { query });

    /// <summary>GETs below a collection.</summary>
    internal Task<Reply> GetAsync(string collection, string path) => SendAsync(HttpMethod.Get, $"{Api}/{collection}{path}", null);

    /// <summary>DELETEs below a collection.</summary>
    internal Task<Reply> DeleteAsync(string collection, string path) => SendAsync(HttpMethod.Delete, $"{Api}/{collection}{path}", null);

    /// <summary>POSTs JSON.</summary>
    internal Task<Reply> PostAsync(string path, object body) => SendAsync(HttpMethod.Post, path, JsonContent.Create(body));

    /// <summary>POSTs a form with files.</summary>
    internal async Task<Reply> UploadFormAsync(string path, params (string Name, byte[] Content)[] files)
    {
        using MultipartFormDataContent form = [];
        foreach ((string name, byte[] content) in files)
        {
            form.Add(new ByteArrayContent(content), "file", name);
        }

        return await SendAsync(HttpMethod.Post, path, form);
    }

    /// <summary>Sends any request.</summary>
    internal async Task<Reply> SendAsync(HttpMethod method, string path, HttpContent? content)
    {
        using HttpRequestMessage request = new(method, path) { Content = content };
        using HttpResponseMessage response = await Http.SendAsync(request);
        return new Reply(
            response.StatusCode,
            response.Content.Headers.ContentType?.MediaType ?? "",
            await response.Content.ReadAsStringAsync()
        )
        {
            Headers = string.Join(
                '\n',
                response
                    .Headers.Concat(response.Content.Headers)
                    .Select(header => $"{header.Key}: {string.Join(", ", header.Value)}")
                    .Order(StringComparer.Ordinal)
            ),
        };
    }
}
