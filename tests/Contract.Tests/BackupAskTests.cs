using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using RagCluster.TestKit;

namespace RagCluster.Contract.Tests;

/// <summary><c>rag backup verify --restore --ask</c>: a server on what was restored answers, and as the original does.</summary>
public sealed class BackupAskTests
{
    private const string AdminKey = "the-administrator-of-these-tests-0123456789";
    private const int Copies = 12;

    [Fact]
    public async Task EncryptedBackup_IsAskedOfEveryTenantAndReader_AndAnswersAsTheOriginal()
    {
        using TempFolder folder = new();
        string keyFile = folder.File("key");
        await File.WriteAllTextAsync(keyFile, string.Concat(Enumerable.Repeat("0123456789abcdef", 4)));
        Dictionary<string, string> settings = new()
        {
            ["RAG__Auth__Required"] = "true",
            ["RAG__Auth__AdminKey"] = AdminKey,
            ["RAG__Backup__Folder"] = folder.File("backups"),
            ["RAG__Backup__KeyFile"] = keyFile,
            ["RAG__Backup__Schedule"] = "off",
        };
        await using SiloProcess silo = await SiloProcess.StartAsync(folder.File("data"), settings);
        silo.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", AdminKey);
        await FillAsync(silo.Http);
        await TakeAsync(silo.Http);
        await AddAsync(silo.Http, "diary", [new { name = "later.txt", text = "Written after the backup was taken." }]);

        // What a running server is set to do must not be done again by the one on trial.
        settings["RAG__Backup__LogShipping"] = "Acknowledged";
        settings["RAG__Chat__Endpoint"] = "http://127.0.0.1:9/v1";
        settings["RAG__Storage__DataFolder"] = folder.File("data");
        settings["RAG_API_KEY"] = AdminKey;
        string[] asking = ["backup", "verify", "--Do:Restore", "true", "--Do:Ask", "true", "--Do:Scratch", folder.FullPath];
        string[] comparing = [.. asking, "--Do:Json", "true", "--Do:Server", silo.Http.BaseAddress!.ToString()];
        (int exitCode, string output) = await SiloProcess.RunWordsAsync(folder.File("data"), settings, comparing);
        Assert.True(exitCode == 0, output);
        JsonNode answers = JsonNode.Parse(output)!["answers"]!;
        Assert.Equal((3, 3), ((int)answers["collections"]!, (int)answers["collections_asked"]!));
        // Three of the copies, the letter of the other tenant, and what the diary held.
        Assert.Equal(5, (int)answers["asked"]!);
        Assert.Equal(5, (int)answers["found"]! + (int)answers["outranked"]!);
        Assert.Equal(1, (int)answers["asked_as_nobody"]!);
        Assert.Equal((3, 3), ((int)answers["compared"]!, (int)answers["equal"]!));
        string[] left = [.. answers["left_out"]!.AsArray().Select(one => (string)one!).Order(StringComparer.Ordinal)];
        Assert.Equal(2, left.Length);
        Assert.StartsWith("acme/letters: ", left[0], StringComparison.Ordinal);
        Assert.StartsWith("default/diary: it has changed", left[1], StringComparison.Ordinal);
        Assert.Empty(answers["findings"]!.AsArray());
        Assert.InRange((double)JsonNode.Parse(output)!["recovery_seconds"]!, (double)answers["seconds_until_answered"]!, 600);
        // Nothing of it stays, and no log was shipped.
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.FullPath, "rag-verify-*"));
        Assert.Equal(["backups"], Directory.EnumerateDirectories(folder.File("backups")).Select(path => Path.GetFileName(path)));

        await RefusedAsync(folder, settings, asking, silo);
    }

    // One line each that says why, and a folder that is gone.
    private static async Task RefusedAsync(TempFolder folder, Dictionary<string, string> settings, string[] asking, SiloProcess silo)
    {
        (int exitCode, string output) = await SiloProcess.RunWordsAsync(
            folder.File("data"),
            settings,
            [.. asking, "--Do:Within", "00:00:00.0000001"]
        );
        Assert.Equal(1, exitCode);
        Assert.Contains("did not start within", output, StringComparison.Ordinal);
        settings.Remove("RAG_API_KEY");
        (exitCode, output) = await SiloProcess.RunWordsAsync(
            folder.File("data"),
            settings,
            [.. asking, "--Do:Server", silo.Http.BaseAddress!.ToString()]
        );
        Assert.Equal(1, exitCode);
        Assert.Contains("RAG_API_KEY", output, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.FullPath, "rag-verify-*"));
    }

    private static async Task FillAsync(HttpClient admin)
    {
        // More of the same than a list of ten has room for: each is as right as the others.
        const string Notice = "The ferry to the island leaves at nine and at four, but for Sundays, when it leaves at noon.";
        await AddAsync(
            admin,
            "notices",
            [
                .. Enumerable
                    .Range(0, Copies)
                    .Select(i => new
                    {
                        id = $"n{i}",
                        name = $"{i}.txt",
                        text = Notice,
                        metadata = new { pier = i },
                    }),
            ]
        );
        await AddAsync(admin, "diary", [new { name = "monday.txt", text = "The lighthouse stands on a rock north of the harbour." }]);
        HttpResponseMessage made = await admin.PostAsJsonAsync(
            "/api/v1/keys",
            new
            {
                name = "acme",
                role = "admin",
                tenant = "acme",
            }
        );
        made.EnsureSuccessStatusCode();
        string key = (string)(await made.Content.ReadFromJsonAsync<JsonNode>())!["key"]!;
        using HttpClient acme = new() { BaseAddress = admin.BaseAddress };
        acme.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        object letter = new
        {
            name = "letter.txt",
            text = "Herring is salted in barrels before it is shipped.",
            metadata = new { year = 1911 },
            acl = new { allow = new[] { "group:board" } },
        };
        await AddAsync(acme, "letters", [letter]);
    }

    private static async Task AddAsync(HttpClient http, string collection, object[] documents)
    {
        using HttpResponseMessage made = await http.PostAsJsonAsync("/api/v1/collections", new { name = collection });
        (await http.PostAsJsonAsync($"/api/v1/collections/{collection}/documents?wait=true", new { documents })).EnsureSuccessStatusCode();
    }

    private static async Task TakeAsync(HttpClient admin)
    {
        (await admin.PostAsync("/api/v1/backups?kind=full", null)).EnsureSuccessStatusCode();
        JsonNode state;
        do
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
            state = (await admin.GetFromJsonAsync<JsonNode>("/api/v1/backups/state"))!;
        } while ((bool)state["running"]!);
        Assert.Null((string?)state["failure"]);
    }
}
