using RagCluster.Contract.Tests.Server;

namespace RagCluster.Contract.Tests.Faces;

/// <summary>The examples of docs/asking.md do what they say.</summary>
public sealed class ExampleTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const string Question = "How many days do I have to return a machine?";

    [Fact]
    public async Task Program_AsksByTheClientLibrary_AndIsTheOneOfThePage()
    {
        string collection = await FillAsync();
        string example = Path.Combine(Root(), "examples", "Ask");
        string page = await File.ReadAllTextAsync(Path.Combine(Root(), "docs", "asking.md"));
        Assert.Equal((await File.ReadAllTextAsync(Path.Combine(example, "Program.cs"))).TrimEnd(), Block(page, "csharp").TrimEnd());
        DirectoryInfo output = new(AppContext.BaseDirectory);
        string program = Path.Combine(example, "bin", output.Parent!.Name, output.Name, "Ask.dll");
        Reply wrote = await NodeClients.RunProgramAsync("dotnet", program, server.Rag.Http.BaseAddress!.ToString(), collection);
        Assert.Contains("within 45 days of delivery", wrote.Body, StringComparison.Ordinal);
        Assert.Contains("[1]", wrote.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bash", "bash", "-c")]
    [InlineData("python", "python3", "-c")]
    [InlineData("javascript", "node", "--input-type=module", "-e")]
    public async Task Script_AsksAndShowsItsSources(string language, string program, params string[] options)
    {
        string collection = await FillAsync();
        string example = Block(await File.ReadAllTextAsync(Path.Combine(Root(), "docs", "asking.md")), language);
        Assert.Contains(Question, example, StringComparison.Ordinal);
        string code = example
            .Replace("http://127.0.0.1:8080/", server.Rag.Http.BaseAddress!.ToString(), StringComparison.Ordinal)
            .Replace("/collections/main/", $"/collections/{collection}/", StringComparison.Ordinal);
        Reply wrote = await NodeClients.RunProgramAsync(program, [.. options, code]);
        Assert.Contains("within 45 days of delivery", wrote.Body, StringComparison.Ordinal);
    }

    private async Task<string> FillAsync()
    {
        string collection = await server.Rag.NewCollectionAsync();
        await server.Rag.UploadTextAsync(collection, "returns.txt", "You may return a machine within 45 days of delivery, for any reason.");
        return collection;
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
