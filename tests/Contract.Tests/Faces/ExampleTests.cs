using RagCluster.Contract.Tests.Server;

namespace RagCluster.Contract.Tests.Faces;

/// <summary>The examples of docs/asking.md do what they say.</summary>
public sealed class ExampleTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const string Question = "How many days do I have to return a machine?";

    [Fact]
    public async Task JavaScript_AsksAndShowsItsSources()
    {
        string collection = await server.Rag.NewCollectionAsync();
        await server.Rag.UploadTextAsync(collection, "returns.txt", "You may return a machine within 45 days of delivery, for any reason.");
        string example = Block(await File.ReadAllTextAsync(Path.Combine(Root(), "docs", "asking.md")), "javascript");
        Assert.Contains(Question, example, StringComparison.Ordinal);
        string code = example
            .Replace("http://127.0.0.1:8080/", server.Rag.Http.BaseAddress!.ToString(), StringComparison.Ordinal)
            .Replace("/collections/main/", $"/collections/{collection}/", StringComparison.Ordinal);
        Reply wrote = await NodeClients.RunAsync("--input-type=module", "-e", code);
        Assert.StartsWith("[1] ", wrote.Body, StringComparison.Ordinal);
        Assert.Contains("within 45 days of delivery", wrote.Body, StringComparison.Ordinal);
    }

    private static string Block(string page, string language)
    {
        string begin = $"```{language}\n";
        int start = page.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        return page[start..page.IndexOf("```", start, StringComparison.Ordinal)];
    }

    private static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "RagCluster.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("RagCluster.sln is in no folder above the test.");
    }
}
