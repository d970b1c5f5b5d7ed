using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using RagCluster.Contract.Tests.Server;

namespace RagCluster.Contract.Tests;

public sealed class DocumentTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task UploadedDocument_AnswersWithItsExactText()
    {
        string collection = await server.Rag.NewCollectionAsync();
        string id = await server.Rag.UploadTextAsync(
            collection,
            "guide.md",
            "# Kettle\n\nThe kettle holds 1.7 litres.\n\n## Care\n\nDescale the kettle every two months.\n"
        );
        Reply document = await server.Rag.GetAsync(collection, $"/documents/{id}");
        Assert.Equal("indexed", document.Text("status"));
        Assert.Equal("Kettle", document.Text("title"));
        Assert.Equal("text/markdown", document.Text("media_type"));
        string text = (await server.Rag.GetAsync(collection, $"/documents/{id}/text")).Body;
        foreach (JsonNode? chunk in (await server.Rag.GetAsync(collection, $"/documents/{id}/chunks")).Array("data"))
        {
            int start = (int)chunk!["start"]!;
            int end = (int)chunk["end"]!;
            Assert.Equal(text[start..end], chunk["text"]!.ToString());
        }
    }

    [Fact]
    public async Task SameContentTwice_ChangesNothing()
    {
        string collection = await server.Rag.NewCollectionAsync();
        string first = await server.Rag.UploadTextAsync(collection, "a.txt", "The tram runs every ten minutes.");
        Reply again = await server.Rag.UploadAsync(collection, ("a.txt", "The tram runs every ten minutes."u8.ToArray()));
        Assert.Equal("unchanged", again.Text("documents", 0, "status"));
        Assert.Equal(first, again.Text("documents", 0, "document_id"));
        Assert.Equal("1", (await server.Rag.GetAsync(collection, "")).Text("documents"));
    }

    [Fact]
    public async Task NewVersion_ReplacesTheOld()
    {
        string collection = await server.Rag.NewCollectionAsync();
        string first = await server.Rag.UploadTextAsync(collection, "price.txt", "The ticket costs three euros.");
        string second = await server.Rag.UploadTextAsync(collection, "price.txt", "The ticket costs four euros.");
        Assert.Equal(first, second);
        Reply found = await server.Rag.SearchAsync(collection, new { query = "ticket costs" });
        Assert.Contains("four", Assert.Single(found.Array("results"))!["text"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal("2", (await server.Rag.GetAsync(collection, $"/documents/{first}")).Text("generation"));
    }

    [Fact]
    public async Task DeletedDocument_AnswersNoMore()
    {
        string collection = await server.Rag.NewCollectionAsync();
        string id = await server.Rag.UploadTextAsync(collection, "a.txt", "The archive opens at nine.");
        Assert.Equal(HttpStatusCode.NoContent, (await server.Rag.DeleteAsync(collection, $"/documents/{id}")).Status);
        Assert.Empty((await server.Rag.SearchAsync(collection, new { query = "archive opens" })).Array("results"));
        (await server.Rag.GetAsync(collection, $"/documents/{id}")).AssertProblem(HttpStatusCode.NotFound, "not-found");
        (await server.Rag.DeleteAsync(collection, $"/documents/{id}")).AssertProblem(HttpStatusCode.NotFound, "not-found");
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("/etc/passwd")]
    [InlineData("a/../../b.txt")]
    [InlineData("C:\\secret.txt")]
    public async Task NameThatLeavesItsFolder_IsRefusedNamingTheField(string name)
    {
        string collection = await server.Rag.NewCollectionAsync();
        Reply json = await server.Rag.UploadJsonAsync(collection, new { name, text = "harmless" });
        json.AssertProblem(HttpStatusCode.BadRequest, "validation-failed", "documents[0].name");
        Reply form = await server.Rag.UploadAsync(collection, (name, "harmless"u8.ToArray()));
        form.AssertProblem(HttpStatusCode.BadRequest, "validation-failed", "file");
    }

    [Fact]
    public async Task EmptyDocument_IsRefused()
    {
        string collection = await server.Rag.NewCollectionAsync();
        (await server.Rag.UploadAsync(collection, ("empty.txt", []))).AssertProblem(HttpStatusCode.BadRequest, "validation-failed", "file");
    }

    [Fact]
    public async Task OversizedDocument_IsTooLarge()
    {
        string collection = await server.Rag.NewCollectionAsync();
        (await server.Rag.UploadAsync(collection, ("big.txt", new byte[200_001]))).AssertProblem(
            HttpStatusCode.RequestEntityTooLarge,
            "payload-too-large",
            "file"
        );
    }

    [Fact]
    public async Task BadFilesOfABatch_FailAloneWithTheirReasons()
    {
        string collection = await server.Rag.NewCollectionAsync();
        byte[] truncated = [.. "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"u8];
        Reply reply = await server.Rag.UploadAsync(
            collection,
            ("good.txt", "The bakery opens at six."u8.ToArray()),
            ("empty.txt", []),
            ("../up.txt", "traversal"u8.ToArray()),
            ("broken.pdf", truncated),
            ("latin.txt", [.. "valid text, then "u8, 0xC3, 0x28, .. " and more text"u8]),
            ("program.bin", [.. Enumerable.Range(0, 2000).Select(i => (byte)(i * 7))]),
            ("blank.md", "  \n\n "u8.ToArray())
        );
        Assert.Equal(HttpStatusCode.Created, reply.Status);
        Assert.Equal("1", reply.Text("indexed"));
        Assert.Equal("6", reply.Text("failed"));
        JsonNode?[] failures = reply.Array("documents").Where(d => d!["status"]!.ToString() == "failed").ToArray();
        Assert.All(failures, f => Assert.NotEmpty(f!["error"]!["message"]!.ToString()));
        Assert.All(failures, f => Assert.Contains(f!["error"]!["code"]!.ToString(), (string[])["invalid_file", "unsupported_file"]));
        Assert.Single((await server.Rag.SearchAsync(collection, new { query = "bakery opens" })).Array("results"));
    }

    [Fact]
    public async Task BodyThatIsNotJson_IsRefused()
    {
        string collection = await server.Rag.NewCollectionAsync();
        using StringContent broken = new("{\"documents\": [", Encoding.UTF8, "application/json");
        (await server.Rag.SendAsync(HttpMethod.Post, $"/api/v1/collections/{collection}/documents", broken)).AssertProblem(
            HttpStatusCode.BadRequest,
            "validation-failed"
        );
        using ByteArrayContent notUtf8 = new([.. "{\"documents\":[{\"text\":\""u8, 0xFF, 0xFE, .. "\"}]}"u8]);
        notUtf8.Headers.ContentType = new("application/json");
        (await server.Rag.SendAsync(HttpMethod.Post, $"/api/v1/collections/{collection}/documents", notUtf8)).AssertProblem(
            HttpStatusCode.BadRequest,
            "validation-failed"
        );
        using StringContent xml = new("<a/>", Encoding.UTF8, "application/xml");
        (await server.Rag.SendAsync(HttpMethod.Post, $"/api/v1/collections/{collection}/documents", xml)).AssertProblem(
            HttpStatusCode.UnsupportedMediaType,
            "unsupported-media-type"
        );
    }

    [Fact]
    public async Task Documents_ArePaged()
    {
        string collection = await server.Rag.NewCollectionAsync();
        await server.Rag.UploadJsonAsync(
            collection,
            [.. Enumerable.Range(0, 7).Select(i => new { id = $"d{i}", text = $"Document number {i}." })]
        );
        Reply first = await server.Rag.GetAsync(collection, "/documents?limit=3");
        Assert.Equal(3, first.Array("data").Count);
        Reply second = await server.Rag.GetAsync(collection, $"/documents?limit=10&after={first.Text("last_id")}");
        Assert.Equal(4, second.Array("data").Count);
        Assert.Equal("false", second.Text("has_more"));
        (await server.Rag.GetAsync(collection, "/documents?limit=0")).AssertProblem(
            HttpStatusCode.BadRequest,
            "validation-failed",
            "limit"
        );
    }

    [Fact]
    public async Task OriginalContent_ComesBackUnchanged()
    {
        string collection = await server.Rag.NewCollectionAsync();
        string id = await server.Rag.UploadTextAsync(
            collection,
            "page.html",
            "<html><title>T</title><body><script>alert(1)</script><p>Visible words here.</p></body></html>"
        );
        Reply content = await server.Rag.GetAsync(collection, $"/documents/{id}/content");
        Assert.Contains("<script>", content.Body, StringComparison.Ordinal);
        Assert.Equal("application/octet-stream", content.MediaType);
        Assert.DoesNotContain("alert", (await server.Rag.GetAsync(collection, $"/documents/{id}/text")).Body, StringComparison.Ordinal);
    }
}
