using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using RagCluster.TestKit;

namespace RagCluster.Contract.Tests;

/// <summary>
/// What a server's data folder gives away: a word that is in one document alone, and was asked for, stands in no file of it once
/// encryption is on and <c>/health</c> says that it is done.
/// </summary>
public sealed class EncryptionAtRestTests
{
    private const string Word = "quibblewax";
    private const string LaterWord = "snorkelfig";

    // Enough for a shard to write its head to a file.
    private const int Documents = 70;

    [Fact]
    public async Task OnceItIsOn_NoFileHoldsAWordOfADocument_AndEveryAnswerIsAsBefore()
    {
        using TempFolder folder = new();
        string data = folder.File("data");
        Dictionary<string, string> settings = new() { ["RAG__Shards__HeadRowsMax"] = "64" };
        string clear;
        await using (SiloProcess silo = await SiloProcess.StartAsync(data, settings))
        {
            (await silo.Http.PostAsJsonAsync("/api/v1/collections", new { name = "c" })).EnsureSuccessStatusCode();
            await UploadAsync(silo, Word);
            clear = await SearchAsync(silo, Word);
            Assert.Contains(Word, clear, StringComparison.Ordinal);
            await StopAsync(silo, data, []);
        }

        // The measure measures: both places that hold texts show it.
        string[] shown = [.. Files(data, Word)];
        Assert.Contains(shown, name => name.StartsWith("ragcluster.db", StringComparison.Ordinal));
        Assert.Contains(shown, name => name.EndsWith(".segment", StringComparison.Ordinal));

        await File.WriteAllTextAsync(folder.File("key"), new string('7', 64) + "\n");
        settings["RAG__Storage__Encryption__KeyFile"] = folder.File("key");
        await using (SiloProcess silo = await SiloProcess.StartAsync(data, settings))
        {
            await UntilDoneAsync(silo);
            Assert.Equal(clear, await SearchAsync(silo, Word));
            string[] before = Segments(data);
            await UploadAsync(silo, LaterWord);
            Assert.Contains(LaterWord, await SearchAsync(silo, LaterWord), StringComparison.Ordinal);
            (await silo.Http.PostAsJsonAsync("/api/v1/collections/c/ask", new { query = $"What is a {Word}?" })).EnsureSuccessStatusCode();
            await StopAsync(silo, data, before);
        }

        Assert.Empty(Files(data, Word));
        Assert.Empty(Files(data, LaterWord));
        await File.WriteAllTextAsync(folder.File("key"), $"{new string('8', 64)}\n{new string('7', 64)}\n");
        await using (SiloProcess silo = await SiloProcess.StartAsync(data, settings))
        {
            await UntilDoneAsync(silo);
            Assert.Equal(clear, await SearchAsync(silo, Word));
            silo.Signal("TERM");
            Assert.True(await silo.WaitForExitAsync(TestPatience.Max));
        }

        Assert.Empty(Files(data, Word));
    }

    private static async Task UploadAsync(SiloProcess silo, string word)
    {
        object[] documents =
        [
            .. Enumerable
                .Range(0, Documents)
                .Select(i => new
                {
                    name = $"{word[0]}-{i}.txt",
                    text = i == 0 ? $"A bowl stands on the shelf. It holds {word}." : $"The shelf of {word[0]} has {i} bowls.",
                }),
        ];
        foreach (object[] some in documents.Chunk(35))
            (
                await silo.Http.PostAsJsonAsync("/api/v1/collections/c/documents?wait=true", new { documents = some })
            ).EnsureSuccessStatusCode();
    }

    // The passages, without what the server measured.
    private static async Task<string> SearchAsync(SiloProcess silo, string word)
    {
        HttpResponseMessage response = await silo.Http.PostAsJsonAsync(
            "/api/v1/collections/c/search",
            new { query = $"the bowl with {word}", top_k = 1 }
        );
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        JsonNode found = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        return (string)found["results"]![0]!["text"]!;
    }

    private static string[] Segments(string data) => Directory.GetFiles(data, "*.segment", SearchOption.AllDirectories);

    // Once the shard has written a file that was not there before.
    private static async Task StopAsync(SiloProcess silo, string data, string[] before)
    {
        await Eventually(() => Task.FromResult(Segments(data).Except(before).Any()));
        silo.Signal("TERM");
        Assert.True(await silo.WaitForExitAsync(TestPatience.Max));
    }

    private static Task UntilDoneAsync(SiloProcess silo) =>
        Eventually(async () =>
        {
            JsonNode health = JsonNode.Parse(await silo.Http.GetStringAsync("/health?verbose"))!;
            return ((string)health["checks"]!["encryption"]!["detail"]!).StartsWith("done", StringComparison.Ordinal);
        });

    private static async Task Eventually(Func<Task<bool>> isSo)
    {
        using CancellationTokenSource deadline = new(TestPatience.Max);
        while (!await isSo())
            await Task.Delay(TimeSpan.FromMilliseconds(25), TimeProvider.System, deadline.Token);
    }

    // Those of the folder that hold a word in any of the ways in which a program writes letters.
    private static IEnumerable<string> Files(string data, string word) =>
        Directory
            .EnumerateFiles(data, "*", SearchOption.AllDirectories)
            .Where(path =>
            {
                byte[] bytes = File.ReadAllBytes(path);
                // Terms are stems, which may end earlier.
                string stem = word[..^2];
                return new[] { stem, stem.ToUpperInvariant(), char.ToUpperInvariant(stem[0]) + stem[1..] }.Any(form =>
                    bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(form)) >= 0
                    || bytes.AsSpan().IndexOf(Encoding.Unicode.GetBytes(form)) >= 0
                );
            })
            .Select(path => Path.GetRelativePath(data, path));
}
